import type { GestureResult, Undone } from "@nauplius/services";
import { ApiRefusal, call } from "@/components/api.ts";
import type { Gesture } from "../grid/model/gestures.ts";
import type { Sent } from "./outbox.ts";

/** What the server answers to a gesture. */
export type Answer = Partial<GestureResult> & { readonly runId?: number | null; readonly left?: Undone["left"] };

const patience = 60_000;

function request(g: Gesture): readonly [path: string, body: object] {
  const root = `projects/${g.projectId}`;
  if (g.kind === "label")
    return [
      `${root}/labels`,
      { batchId: g.batchId, how: g.objects.length > 1 ? "page" : "one", change: g.change, target: { by: "ids", objects: g.objects } },
    ];
  if (g.kind === "filter")
    return [
      `${root}/labels/by-filter`,
      { batchId: g.batchId, change: g.change, target: { by: "filter", filter: g.filter, expected: g.expected } },
    ];
  return [`${root}/${g.kind}`, { batchId: g.batchId }];
}

/** Refusals after which the same gesture can still succeed. */
const passing = new Set(["busy", "rateLimited", "notReady", "fault"]);

/** One try. Without an answer nobody knows whether the server did it: the same id is sent again. */
export async function sendGesture(userId: string, gesture: Gesture): Promise<Sent> {
  try {
    // Whoever else signed in at this browser meanwhile does not sign what this person did.
    const answer = await call<Answer>(["POST", ...request(gesture)], { signal: AbortSignal.timeout(patience), person: userId });
    return { kind: "done", answer };
  } catch (error) {
    if (!(error instanceof ApiRefusal)) return { kind: "later", why: "offline" };
    if (error.status === 401) return { kind: "later", why: "signedOut" };
    if (passing.has(error.code) || error.status >= 500) return { kind: "later", why: "offline" };
    return { kind: "refused", message: error.message };
  }
}

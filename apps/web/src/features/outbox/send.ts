import type { GestureResult, Undone } from "@nauplius/services";
import { ApiRefusal, api } from "@/components/api.ts";
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

/** Whose session the browser holds now. To the public a private project does not exist: an ended session must not look like that. */
async function sessionUser(): Promise<string | null> {
  const response = await fetch("/api/auth/get-session", { cache: "no-store" });
  const body = (await response.json().catch(() => null)) as { user?: { id?: string } } | null;
  return body?.user?.id ?? null;
}

/** One try. Without an answer nobody knows whether the server did it: the same id is sent again. */
export async function sendGesture(userId: string, gesture: Gesture): Promise<Sent> {
  try {
    const answer = await api<Answer>("POST", ...request(gesture), AbortSignal.timeout(patience));
    return { kind: "done", answer };
  } catch (error) {
    if (!(error instanceof ApiRefusal)) return { kind: "later", why: "offline" };
    if (error.status === 401) return { kind: "later", why: "signedOut" };
    const mayBeStranger = error.status === 403 || error.status === 404;
    if (mayBeStranger && (await sessionUser().catch(() => null)) !== userId) return { kind: "later", why: "signedOut" };
    if (passing.has(error.code) || error.status >= 500) return { kind: "later", why: "offline" };
    return { kind: "refused", message: error.message };
  }
}

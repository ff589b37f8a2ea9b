import { type RunRow, runById } from "@nauplius/db";
import { projectId } from "@nauplius/domain";
import { actingUser, type Context, grantFor, listRuns, myRuns, readRun } from "@nauplius/services";
import { contextFor } from "@/server/context.ts";
import { problem } from "@/server/problem.ts";
import { site } from "@/server/site.ts";
import { traced } from "@/server/traced.ts";

export const dynamic = "force-dynamic";

/** The stream says that it lives, and a right taken away closes it, within this time. */
const keepAliveMs = 15_000;
/** At most one message a run in this time: a bar cannot move faster. */
const calmMs = 250;

type Scope = {
  readonly wants: (run: RunRow) => boolean;
  readonly listing: () => ReturnType<typeof myRuns.call>;
  readonly still: (ctx: Context) => Promise<boolean>;
};

/** What the page watches: one project's runs, or the person's own. */
async function scopeOf(ctx: Context, url: URL): Promise<Scope | Response> {
  const asked = url.searchParams.get("projectId");
  if (asked === null) {
    const user = actingUser(ctx);
    const may = await grantFor(ctx, "people.self", undefined);
    if (!may.ok || user === null) return may.ok ? new Response(null, { status: 401 }) : problem(may.error);
    return {
      wants: (run) => run.createdBy === user,
      listing: () => myRuns.call(ctx, { limit: 20 }),
      still: async (now) => actingUser(now) === user,
    };
  }
  const parsed = projectId.safeParse(asked);
  if (!parsed.success) return new Response(null, { status: 400 });
  const may = await grantFor(ctx, "run.read", parsed.data);
  if (!may.ok) return problem(may.error);
  return {
    wants: (run) => run.projectId === parsed.data,
    listing: () => listRuns.call(ctx, { projectId: parsed.data, limit: 20 }),
    still: async (now) => (await grantFor(now, "run.read", parsed.data)).ok,
  };
}

/** Changes of runs as server-sent events: each message is one run as it now is. */
export const GET = traced(async (request: Request): Promise<Response> => {
  const ctx = await contextFor(request.headers);
  const scope = await scopeOf(ctx, new URL(request.url));
  if (scope instanceof Response) return scope;
  const encoder = new TextEncoder();
  let end = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const waiting = new Map<number, ReturnType<typeof setTimeout>>();
      const write = (text: string) => {
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          end();
        }
      };
      const send = (run: RunRow) => write(`data: ${JSON.stringify(run)}\n\n`);
      const sendAll = () =>
        scope
          .listing()
          .then((runs) => (runs.ok ? runs.value.reverse().forEach(send) : end()))
          .catch(() => end());
      /** Most changes are of runs that this stream does not watch; those that it does, as this person may see them. */
      const sendOne = async (id: RunRow["id"]) => {
        const run = await runById(ctx.db, id);
        if (run === null || !scope.wants(run)) return;
        const may = await readRun.call(ctx, { runId: id });
        if (may.ok) send(may.value);
      };
      const soon = (id: number) => {
        if (waiting.has(id)) return;
        waiting.set(
          id,
          setTimeout(() => {
            waiting.delete(id);
            sendOne(id as RunRow["id"]).catch(() => undefined);
          }, calmMs),
        );
      };
      const unsubscribe = site().events.subscribe((change) => (change === "missed" ? void sendAll() : soon(change.id)));
      const keepAlive = setInterval(() => {
        contextFor(request.headers)
          .then(scope.still)
          .then((may) => (may ? write(": still here\n\n") : end()))
          .catch(() => undefined);
      }, keepAliveMs);
      end = () => {
        unsubscribe();
        clearInterval(keepAlive);
        for (const timer of waiting.values()) clearTimeout(timer);
        try {
          controller.close();
        } catch {
          // Closed already by the reader.
        }
      };
      request.signal.addEventListener("abort", () => end(), { once: true });
      void sendAll();
    },
    cancel: () => end(),
  });
  return new Response(stream, { headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" } });
});

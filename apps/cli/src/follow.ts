import { setTimeout as sleep } from "node:timers/promises";
import { isOver, type RunId } from "@nauplius/domain";
import { type Context, cancelRun, type RunRow, readRun } from "@nauplius/services";

const pollMs = 250;

export type How = { readonly signal: AbortSignal; readonly quiet: boolean };

/** Watches a run to its end or its questions, telling on stderr how far it is. Ctrl-C cancels it. */
export async function followRun(ctx: Context, id: RunId, { signal, quiet }: How): Promise<RunRow> {
  let cancelled = false;
  let shown = "";
  for (;;) {
    if (signal.aborted && !cancelled) {
      cancelled = true;
      await cancelRun.call(ctx, { runId: id });
    }
    const found = await readRun.call(ctx, { runId: id });
    if (!found.ok) throw new Error(found.error.message);
    const run = found.value;
    const line = `${run.step}${run.total > 0 ? ` ${run.done} of ${run.total}` : ""}`;
    if (!quiet && line !== shown) process.stderr.write(`${line}\n`);
    shown = line;
    if (run.state === "asking" || isOver(run.state)) return run;
    await sleep(pollMs);
  }
}

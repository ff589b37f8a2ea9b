import { setTimeout as sleep } from "node:timers/promises";
import { isOver, type RunId } from "@nauplius/domain";
import { type Context, cancelRun, clearIfOver, type RunRow, readRun } from "@nauplius/services";

const pollMs = 250;

type How = { readonly signal: AbortSignal; readonly quiet: boolean };

/** Watches a run to its end or its questions. Ctrl-C cancels it; nothing of a cancelled or asking import stays behind. */
export async function followImport(ctx: Context, id: RunId, { signal, quiet }: How): Promise<RunRow> {
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
    if (run.state === "asking") await cancelRun.call(ctx, { runId: id });
    if (run.state === "asking" || isOver(run.state)) {
      await clearIfOver(ctx, id);
      return run;
    }
    await sleep(pollMs);
  }
}

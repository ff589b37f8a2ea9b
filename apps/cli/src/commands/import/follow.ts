import type { RunId } from "@nauplius/domain";
import { type Context, cancelRun, clearIfOver, type RunRow } from "@nauplius/services";
import { followRun, type How } from "../../follow.ts";

/** Watches an import; nothing of a cancelled or asking one stays behind. */
export async function followImport(ctx: Context, id: RunId, how: How): Promise<RunRow> {
  const run = await followRun(ctx, id, how);
  if (run.state === "asking") await cancelRun.call(ctx, { runId: id });
  await clearIfOver(ctx, id);
  return run;
}

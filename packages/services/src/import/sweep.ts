import { type Db, importsToClear } from "@nauplius/db";
import type { Producer } from "@nauplius/queue";

/** Imports that ended without being published, and left something: a worker clears them in the background. */
export async function sweepImports(db: Db, queue: Producer): Promise<number> {
  const runs = await importsToClear(db);
  for (const run of runs) await queue.enqueue("importBatch", { runId: run.id }, run.attempts);
  return runs.length;
}

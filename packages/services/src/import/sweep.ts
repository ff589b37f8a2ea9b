import { type Db, importsToClear } from "@nauplius/db";
import type { Payload, RunKind } from "@nauplius/domain";
import type { Producer } from "@nauplius/queue";

/** Imports that ended without being published, and left something: a worker clears them in the background. */
export async function sweepImports(db: Db, queue: Producer): Promise<number> {
  const runs = await importsToClear(db);
  for (const run of runs) await queue.enqueue(run.kind, { runId: run.id } as Payload<RunKind>, run.attempts);
  return runs.length;
}

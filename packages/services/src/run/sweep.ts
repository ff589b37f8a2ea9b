import { type Db, runsToWake } from "@nauplius/db";
import type { Clock, Payload, RunKind } from "@nauplius/domain";
import type { Producer } from "@nauplius/queue";
import { sweepImports } from "../import/sweep.ts";
import { staleMs } from "./execute.ts";

/** Compares what the rows want done with what the queue holds: whatever a lost queue or a dead worker forgot is delivered again. */
export async function sweepRuns(db: Db, queue: Producer, clock: Clock): Promise<number> {
  const waiting = await runsToWake(db, clock.now(), staleMs);
  for (const run of waiting) await queue.enqueue(run.kind, { runId: run.id } as Payload<RunKind>, run.attempts);
  await sweepImports(db, queue);
  return waiting.length;
}

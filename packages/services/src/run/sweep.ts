import { type Db, loseRuns, runsToWake } from "@nauplius/db";
import type { Clock, Payload, RunId, RunKind } from "@nauplius/domain";
import type { Producer } from "@nauplius/queue";
import { sweepImports } from "../import/sweep.ts";
import { defaultStaleMs, maxSetbacks } from "./execute.ts";

export type Sweeper = {
  readonly db: Db;
  readonly queue: Producer;
  readonly clock: Clock;
  readonly staleMs?: number;
  /** Runs that the sweeping process is itself at work on. */
  readonly held?: ReadonlySet<RunId>;
};

/** Compares what the rows want done with what the queue holds: whatever a lost queue or a dead worker forgot is delivered again. */
export async function sweepRuns({ db, queue, clock, staleMs = defaultStaleMs, held = new Set() }: Sweeper): Promise<number> {
  await loseRuns(db, { now: clock.now(), staleMs, maxSetbacks, except: [...held] });
  const waiting = await runsToWake(db, clock.now());
  for (const run of waiting) {
    const delivered = await queue.enqueue(run.kind, { runId: run.id } as Payload<RunKind>, run.attempts);
    // The queue is away: the rows wait for the next sweep.
    if (!delivered) return waiting.length;
  }
  await sweepImports(db, queue);
  return waiting.length;
}

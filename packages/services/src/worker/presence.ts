import { beatWorker, type Db, enrolWorker, retireWorker } from "@nauplius/db";
import type { Clock, QueueName } from "@nauplius/domain";

/** A worker silent for longer is shown as gone. */
export const workerGoneMs = 30_000;
const beatMs = 5_000;

export type Presence = {
  /** Counts a job and remembers it as the last one. */
  readonly track: (name: string, job: Promise<void>) => Promise<void>;
  readonly leave: () => Promise<void>;
};

type Enrolment = {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly queues: readonly QueueName[];
  readonly provider: string;
  readonly version: string;
};

/** Tells the workers page that this worker lives and what it does. */
export async function enterWorkers(db: Db, clock: Clock, who: Enrolment, onError: (error: unknown) => void): Promise<Presence> {
  const now = { lastJob: "", lastJobAt: null as Date | null, jobsDone: 0, jobsFailed: 0, busy: 0 };
  await enrolWorker(db, { ...who, now: clock.now() });
  const beat = () => beatWorker(db, { id: who.id, now: clock.now(), ...now });
  const timer = setInterval(() => void beat().catch(onError), beatMs);
  return {
    track: async (name, job) => {
      Object.assign(now, { lastJob: name, lastJobAt: clock.now(), busy: now.busy + 1 });
      try {
        await job;
        now.jobsDone += 1;
      } catch (error) {
        now.jobsFailed += 1;
        throw error;
      } finally {
        now.busy -= 1;
      }
    },
    leave: async () => {
      clearInterval(timer);
      await retireWorker(db, who.id, clock.now());
    },
  };
}

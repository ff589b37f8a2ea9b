import { type JobName, jobs, type Payload, type QueueName, queues } from "@nauplius/domain";
import { type AnyQueue, makeQueue, type QueueSettings } from "./backend.ts";
import { inTime } from "./in-time.ts";

export type Producer = {
  /** Delivers a job. A run's `attempt` is in the queue at most once; a new attempt gets in although the queue still holds the job of a dead
   *  worker. Never throws: rows are the truth, the sweep delivers what was missed. */
  readonly enqueue: <N extends JobName>(name: N, payload: Payload<N>, attempt?: number) => Promise<boolean>;
  readonly counts: () => Promise<Partial<Record<QueueName, Record<string, number>>>>;
  readonly close: () => Promise<void>;
};

const idOf = (name: JobName, payload: object, attempt: number): string =>
  "runId" in payload ? `run-${String(payload.runId)}-${attempt}` : `${name}-once`;

/** Names of BullMQ's queues. */
export const queueKey = (queue: QueueName): string => `nauplius-${queue}`;

const closed = async (queue: Promise<AnyQueue>): Promise<void> => (await queue).close();

/** A person waits for the answer; what was not delivered in this time the sweep delivers. */
const patienceMs = 3_000;

export function openProducer(settings: QueueSettings, onError: (error: unknown) => void): Producer {
  const opened = new Map<QueueName, Promise<AnyQueue>>();
  const queueFor = (name: QueueName): Promise<AnyQueue> => {
    const known = opened.get(name);
    if (known) return known;
    // A finished job must leave, or BullMQ ignores the same run when it is enqueued again.
    const made = makeQueue(settings, queueKey(name), { defaultJobOptions: { removeOnComplete: true, removeOnFail: true } }, onError);
    opened.set(name, made);
    return made;
  };
  /** A queue first opened while PostgreSQL was away never becomes ready: the next try opens another. */
  const forget = (name: QueueName): void => {
    const broken = opened.get(name);
    opened.delete(name);
    if (broken !== undefined) inTime(closed(broken), patienceMs, "close").catch(() => undefined);
  };
  return {
    enqueue: async (name, payload, attempt = 0) => {
      try {
        const queue = queueFor(jobs[name].queue);
        const job = queue.then((q) => q.add(name, payload, { jobId: idOf(name, payload as object, attempt) }));
        await inTime(job, patienceMs, `add ${name}`);
        return true;
      } catch (error) {
        onError(error);
        forget(jobs[name].queue);
        return false;
      }
    },
    counts: async () => {
      const entries = await Promise.all(
        queues.map(async (name) => {
          const counts = queueFor(name).then((q) => q.getJobCounts("waiting", "active", "delayed", "failed"));
          return [name, await inTime(counts, patienceMs, `count ${name}`)] as const;
        }),
      );
      return Object.fromEntries(entries);
    },
    close: async () => {
      await Promise.allSettled([...opened.values()].map((queue) => inTime(closed(queue), patienceMs, "close")));
    },
  };
}

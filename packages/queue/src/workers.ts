import { type JobName, jobNames, jobs, type Payload, type QueueName } from "@nauplius/domain";
import { type AnyWorker, makeWorker, type QueueSettings } from "./backend.ts";
import { queueKey } from "./producer.ts";

/** One handler per entry of the catalogue; forgetting one does not compile. */
export type JobHandlers = { readonly [N in JobName]: (payload: Payload<N>) => Promise<void> };

export type WorkersOptions = {
  readonly queues: readonly QueueName[];
  readonly concurrency: number;
  /** Sees every job from begin to end: for counting. */
  readonly around?: (name: JobName, job: Promise<void>) => Promise<void>;
  readonly onError: (error: unknown, job?: { readonly name: string; readonly id: string | undefined }) => void;
};

/** Image work may hold the event loop for seconds; the default of 30 s would call the job dead meanwhile. */
const lockMs = 10 * 60_000;

const isJobName = (name: string): name is JobName => (jobNames as readonly string[]).includes(name);

/** Serves queues with handlers until closed. Truth is in the rows: a job that throws is logged here and taken up again by the sweep. */
export async function startWorkers(
  settings: QueueSettings,
  handlers: JobHandlers,
  options: WorkersOptions,
): Promise<{ close: () => Promise<void> }> {
  const handle = async <N extends JobName>(name: N, data: unknown): Promise<void> =>
    (options.around ?? ((_, job) => job))(name, handlers[name](jobs[name].payload.parse(data) as Payload<N>));
  const made = options.queues.map((queue) =>
    makeWorker(
      settings,
      queueKey(queue),
      async (job) => {
        // A name of a newer version: dropped with a word, not retried for ever.
        if (!isJobName(job.name)) return options.onError(new Error(`unknown job ${job.name} dropped`), { name: job.name, id: job.id });
        try {
          await handle(job.name, job.data);
        } catch (error) {
          options.onError(error, { name: job.name, id: job.id });
        }
      },
      { concurrency: options.concurrency, lockDuration: lockMs, stalledInterval: 60_000, maxStalledCount: 10 },
      options.onError,
    ),
  );
  const workers: AnyWorker[] = await Promise.all(made);
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  return {
    close: async () => {
      await Promise.allSettled(workers.map((worker) => worker.close()));
    },
  };
}

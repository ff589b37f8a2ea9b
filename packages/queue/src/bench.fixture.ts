import { setTimeout as sleep } from "node:timers/promises";
import type { RunId } from "@nauplius/domain";
import { jobNames } from "@nauplius/domain";
import type { QueueSettings } from "./backend.ts";
import { openProducer, type Producer } from "./producer.ts";
import { type JobHandlers, startWorkers } from "./workers.ts";

/** Handlers that do nothing but what a test replaces. */
export const handlersWith = (some: Partial<JobHandlers>): JobHandlers =>
  ({ ...Object.fromEntries(jobNames.map((name) => [name, async () => undefined])), ...some }) as JobHandlers;

export type Bench = {
  readonly producer: Producer;
  readonly errors: unknown[];
  readonly work: (some: Partial<JobHandlers>, concurrency?: number) => Promise<{ close: () => Promise<void> }>;
  readonly dispose: () => Promise<void>;
};

/** A producer, and workers that are closed at the end of the test. */
export function bench(settings: QueueSettings): Bench {
  const errors: unknown[] = [];
  const producer = openProducer(settings, (error) => errors.push(error));
  const closers: (() => Promise<void>)[] = [];
  return {
    producer,
    errors,
    work: async (some, concurrency = 4) => {
      const workers = await startWorkers(settings, handlersWith(some), {
        queues: ["io"],
        concurrency,
        onError: (error) => errors.push(error),
      });
      closers.push(workers.close);
      return workers;
    },
    dispose: async () => {
      for (const close of closers) await close();
      await producer.close();
    },
  };
}

export const run = (id: number): { runId: RunId } => ({ runId: id as RunId });

export async function until(what: () => boolean | Promise<boolean>, patience = 60_000): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error(`waited ${patience} ms in vain`);
    await sleep(20);
  }
}

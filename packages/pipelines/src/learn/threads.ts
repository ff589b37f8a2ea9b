import { Worker } from "node:worker_threads";
import type { Answer, Message, PredictAnswer, PredictMessage, StepAnswer, StepMessage, ThreadStart } from "./messages.ts";

export type GradientThread = {
  readonly step: (message: StepMessage) => Promise<StepAnswer>;
  readonly predict: (message: PredictMessage) => Promise<PredictAnswer>;
  readonly close: () => Promise<void>;
};

/** A thread of its own, for a run blocks the thread that calls it. One message at a time. */
export function openThread(start: ThreadStart): GradientThread {
  const worker = new Worker(new URL("./thread.boot.mjs", import.meta.url), {
    workerData: { module: new URL("./gradient.thread.ts", import.meta.url).href, start },
  });
  const ask = (message: Message): Promise<StepAnswer | PredictAnswer> =>
    new Promise((resolve, reject) => {
      const finish = (): void => {
        worker.off("message", answered);
        worker.off("error", died);
      };
      const answered = (answer: Answer): void => {
        finish();
        if (answer.ok) resolve(answer.value);
        else reject(new Error(answer.why));
      };
      const died = (error: unknown): void => {
        finish();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      worker.on("message", answered);
      worker.on("error", died);
      worker.postMessage(message);
    });
  return {
    step: async (message) => (await ask(message)) as StepAnswer,
    predict: async (message) => (await ask(message)) as PredictAnswer,
    close: async () => {
      await worker.terminate();
    },
  };
}

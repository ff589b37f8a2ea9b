import { Worker } from "node:worker_threads";
import type { Answer, Message, PredictMessage, PredictStart, StepAnswer, StepMessage, TrainStart } from "./messages.ts";
import type { NetworkOutput } from "./run-network.ts";

export type Thread = {
  readonly step: (message: StepMessage) => Promise<StepAnswer>;
  readonly predict: (message: PredictMessage) => Promise<NetworkOutput>;
  readonly close: () => Promise<void>;
};

/** A thread of its own, for a run blocks the thread that calls it. One message at a time. */
export function openThread(start: PredictStart | TrainStart): Thread {
  const worker = new Worker(new URL("./thread.boot.mjs", import.meta.url), {
    workerData: { module: new URL("./network.thread.ts", import.meta.url).href, start },
  });
  const ask = <T>(message: Message): Promise<T> =>
    new Promise((resolve, reject) => {
      const finish = (): void => {
        worker.off("message", answered);
        worker.off("error", died);
        worker.off("exit", ended);
      };
      const answered = (answer: Answer): void => {
        finish();
        if (answer.ok) resolve(answer.value as T);
        else reject(new Error(answer.why));
      };
      const died = (error: unknown): void => {
        finish();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const ended = (code: number): void => died(new Error(`a learning thread ended with code ${code}`));
      worker.on("message", answered);
      worker.on("error", died);
      worker.on("exit", ended);
      worker.postMessage(message);
    });
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(message: Message): Promise<T> => {
    const answer = ask<T>(message);
    last = answer;
    return answer;
  };
  return {
    step: (message) => inTurn(message),
    predict: (message) => inTurn(message),
    close: async () => {
      // A thread that is ended inside the network's library ends the whole process.
      await last.catch(() => undefined);
      await worker.terminate();
    },
  };
}

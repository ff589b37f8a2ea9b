import { parentPort, workerData } from "node:worker_threads";
import type { Answer, Message, PredictStart, TrainStart } from "./messages.ts";
import { predictIndices } from "./predict-indices.ts";
import { createStepper } from "./step.ts";

const { start } = workerData as { start: PredictStart | TrainStart };
const step = "weights" in start ? createStepper(start) : undefined;

function work(message: Message) {
  if (message.kind === "predict") return predictIndices(message, start);
  if (!step) throw new Error("this thread was not opened for training");
  return step(message);
}

parentPort?.on("message", async (message: Message) => {
  let answer: Answer;
  try {
    answer = { ok: true, value: await work(message) };
  } catch (error) {
    answer = { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
});

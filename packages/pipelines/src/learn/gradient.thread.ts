import { parentPort, workerData } from "node:worker_threads";
import { createRng } from "@nauplius/domain";
import { createBatch, encodeModel, gradientGraph, placeChanged } from "@nauplius/ml";
import { signalAt } from "./image-set.ts";
import type { Message, StepAnswer, StepMessage, ThreadStart } from "./messages.ts";
import { predictIndices } from "./predict-indices.ts";
import { openSession, type Run } from "./runtime.ts";

const start = (workerData as { start: ThreadStart }).start;
const { set, shape, contract } = start;
let training: Promise<Run> | undefined;

async function step(message: StepMessage): Promise<StepAnswer> {
  training ??= openSession(encodeModel(gradientGraph(shape)), 1);
  const run = await training;
  const { width, height, members } = message;
  const n = members.length;
  const random = createRng(message.seed);
  const batch = createBatch(n, width, height);
  const numbers = new Float32Array(n * shape.numbers);
  const targets = new Float32Array(n * shape.classes).fill(message.smoothing / shape.classes);
  members.forEach(({ index, change }, row) => {
    placeChanged(batch, row, signalAt(set, index), change, contract);
    for (let k = 0; k < shape.numbers; k++) {
      const value = ((set.numbers[index * shape.numbers + k] ?? 0) - (start.mean[k] ?? 0)) / (start.deviation[k] ?? 1);
      numbers[row * shape.numbers + k] = value + random.normal(0, 0.05);
    }
    const label = start.classOf[index] ?? 0;
    targets[row * shape.classes + label] = 1 - message.smoothing + message.smoothing / shape.classes;
  });
  const kept = new Float32Array(n * (shape.embedding + shape.numberUnits));
  for (let i = 0; i < kept.length; i++) kept[i] = random.next() < message.dropout ? 0 : 1 / (1 - message.dropout);
  const results = await run({
    weights: { data: Float32Array.from(start.weights), dims: [start.weights.length] },
    image: { data: batch.pixels, dims: [n, 1, height, width] },
    mask: { data: batch.mask, dims: [n, 1, height / 16, width / 16] },
    numbers: { data: numbers, dims: [n, shape.numbers] },
    targets: { data: targets, dims: [n, shape.classes] },
    importance: { data: new Float32Array(n).fill(1), dims: [n, 1] },
    kept: { data: kept, dims: [n, shape.embedding + shape.numberUnits] },
  });
  start.gradient.set(results.gradient ?? []);
  return { loss: results.loss?.[0] ?? Number.NaN, correct: correctOf(results.logits ?? new Float32Array(), members), count: n };
}

function correctOf(logits: Float32Array, members: StepMessage["members"]): number {
  return members.filter(({ index }, row) => {
    const scores = logits.subarray(row * shape.classes, (row + 1) * shape.classes);
    return scores.indexOf(Math.max(...scores)) === start.classOf[index];
  }).length;
}

parentPort?.on("message", (message: Message) => {
  const work = message.kind === "step" ? step(message) : predictIndices(message, start);
  work.then(
    (value) => parentPort?.postMessage({ ok: true, value }),
    (error: unknown) => parentPort?.postMessage({ ok: false, why: error instanceof Error ? error.message : String(error) }),
  );
});

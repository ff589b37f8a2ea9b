import { createRng } from "@nauplius/domain";
import { cellSize, createBatch, encodeModel, gradientGraph, placeChanged, sizeNames } from "@nauplius/ml";
import { hiddenShare } from "./head.ts";
import { signalAt } from "./image-set.ts";
import type { StepAnswer, StepMessage, TrainStart } from "./messages.ts";
import { openSession, type Run } from "./runtime.ts";

/** Deviation of the noise on standardised numbers, so that none is relied on to its last digit. */
const numberNoise = 0.05;

/** Computes gradients of the shared weights into the shared gradient, one batch after the other. */
export function createStepper(start: TrainStart): (message: StepMessage) => Promise<StepAnswer> {
  const { set, shape, contract } = start;
  let opened: Promise<Run> | undefined;
  // The runtime takes no shared memory; one copy for all steps spares the collector 3 MB a step.
  const weights = new Float32Array(start.weights.length);
  return async (message) => {
    opened ??= openSession(encodeModel(gradientGraph(shape, start.first)), 1, start.provider);
    const run = await opened;
    const { width, height, members, smoothing } = message;
    const n = members.length;
    const batch = createBatch(n, width, height);
    for (const [row, { index, change }] of members.entries()) placeChanged(batch, row, signalAt(set, index), change, contract);
    const random = createRng(message.seed);
    weights.set(start.weights);
    const isHidden = members.map(() => shape.numbers > sizeNames.length && random.next() < hiddenShare);
    const matrix = (columns: number, value: (index: number, column: number, row: number) => number) => {
      const data = new Float32Array(n * columns);
      for (const [row, { index }] of members.entries()) {
        for (let column = 0; column < columns; column++) data[row * columns + column] = value(index, column, row);
      }
      return { data, dims: [n, columns] };
    };
    const results = await run({
      weights: { data: weights, dims: [weights.length] },
      image: { data: batch.pixels, dims: [n, 1, height, width] },
      mask: { data: batch.mask, dims: [n, 1, height / cellSize, width / cellSize] },
      numbers: matrix(shape.numbers, (index, k, row) => {
        const raw = isHidden[row] === true && k >= sizeNames.length ? 0 : (set.numbers[index * shape.numbers + k] ?? 0);
        return (raw - (start.mean[k] ?? 0)) / (start.deviation[k] ?? 1) + random.normal(0, numberNoise);
      }),
      targets: matrix(shape.classes, (index, c) => smoothing / shape.classes + (c === start.classOf[index] ? 1 - smoothing : 0)),
      importance: matrix(1, (index) => start.importance?.[start.classOf[index] ?? 0] ?? 1),
      kept: matrix(shape.embedding + shape.numberUnits, () => (random.next() < message.dropout ? 0 : 1 / (1 - message.dropout))),
    });
    const { gradient, loss, logits } = results;
    if (!gradient || !loss || !logits) throw new Error("the training graph lacks an output");
    start.gradient.set(gradient);
    return { loss: loss[0] ?? Number.NaN, correct: correctOf(logits, message, start), count: n };
  };
}

function correctOf(logits: Float32Array, { members }: StepMessage, { shape, classOf }: TrainStart): number {
  return members.filter(({ index }, row) => {
    const scores = logits.subarray(row * shape.classes, (row + 1) * shape.classes);
    return scores.indexOf(Math.max(...scores)) === classOf[index];
  }).length;
}

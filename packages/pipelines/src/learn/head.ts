import { createRng, type Rng } from "@nauplius/domain";
import {
  adamDefaults,
  atTemperature,
  bestTemperature,
  countOf,
  decayMask,
  encodeModel,
  headGraph,
  headParameters,
  headScoresGraph,
  logLoss,
  type NetworkShape,
  oneCycleRate,
  type Scores,
  shuffled,
  startingWeights,
} from "@nauplius/ml";
import { adamFeeds } from "./adam.ts";
import { openSession } from "./runtime.ts";

export type HeadSettings = {
  readonly seed: number;
  readonly epochs: number;
  /** At most. */
  readonly batch: number;
  readonly peakRate: number;
  readonly weightDecay: number;
  readonly dropout: number;
  readonly smoothing: number;
  /** Epochs without a smaller validation loss before it stops. */
  readonly patience: number;
};

export const headDefaults: HeadSettings = {
  seed: 1,
  epochs: 60,
  batch: 256,
  peakRate: 3e-3,
  weightDecay: 0.05,
  dropout: 0.1,
  smoothing: 0,
  patience: 10,
};

/** Embeddings [n, e] and standardised numbers [n, k] with a class each. */
export type HeadData = {
  readonly embeddings: Float32Array;
  readonly numbers: Float32Array;
  /** What stands for measured features that an object lacks, standardised; empty where there are none. */
  readonly unmeasured: Float32Array;
  readonly classOf: Int32Array;
  readonly rows: readonly number[];
};

/** Of an epoch: few objects are taken in smaller batches, or a head would stop after some dozen steps. */
const fewestSteps = 16;

type HeadOptions = {
  readonly importance?: Float32Array;
  readonly signal?: AbortSignal;
  readonly onEpoch?: (record: { epoch: number; trainLoss: number; logLoss: number }) => void;
};

/** Trains the layers behind the embedding: seconds. Keeps the weights of the epoch with the least validation loss (at its
 *  best temperature, so that confidence does not stop it); without validation objects those of the last. */
export async function trainHead(
  shape: NetworkShape,
  { train, validation }: { train: HeadData; validation: HeadData },
  settings: HeadSettings,
  options: HeadOptions = {},
) {
  const parameters = headParameters(shape);
  const length = countOf(parameters);
  const random = createRng(settings.seed);
  const weights = startingWeights(parameters, random.fork("weights"));
  const [first, second] = [new Float32Array(length), new Float32Array(length)];
  const decay = decayMask(parameters);
  const run = await openSession(encodeModel(headGraph(shape, { ...adamDefaults, weightDecay: settings.weightDecay })), 2);
  const score = await openHead(shape);
  const vector = (data: Float32Array) => ({ data, dims: [length] });
  const history: { epoch: number; trainLoss: number; logLoss: number }[] = [];
  let best = { logLoss: Number.POSITIVE_INFINITY, epoch: 0, weights: weights.slice() };
  let steps = 0;
  const size = Math.min(settings.batch, Math.max(16, Math.ceil(train.rows.length / fewestSteps)));
  for (let epoch = 1; epoch <= settings.epochs && epoch - best.epoch <= settings.patience; epoch++) {
    options.signal?.throwIfAborted();
    const rows = shuffled(train.rows, random);
    let trainLoss = 0;
    for (let at = 0; at < rows.length; at += size) {
      const batch = rows.slice(at, at + size);
      const done = (epoch - 1 + at / rows.length) / settings.epochs;
      steps += 1;
      const next = await run({
        ...feedsOf(shape, train, batch, { settings, random, importance: options.importance }),
        ...adamFeeds(steps, oneCycleRate(done, { peak: settings.peakRate, warmUp: 0.1, end: 0.01 })),
        share: { data: Float32Array.of(1 / batch.length), dims: [1] },
        weights: vector(weights),
        first: vector(first),
        second: vector(second),
        decay: vector(decay),
      });
      weights.set(next.newWeights ?? []);
      first.set(next.newFirst ?? []);
      second.set(next.newSecond ?? []);
      trainLoss += ((next.loss?.[0] ?? Number.NaN) * batch.length) / rows.length;
    }
    if (!Number.isFinite(trainLoss)) throw new Error(`the loss became ${trainLoss} in epoch ${epoch}: lower the learning rate`);
    const judged = validation.rows.length > 0 ? await score(weights, validation) : null;
    const loss = judged ? logLoss(atTemperature(judged, bestTemperature(judged))) : trainLoss;
    const record = { epoch, trainLoss, logLoss: loss };
    history.push(record);
    options.onEpoch?.(record);
    if (!judged || loss < best.logLoss) best = { logLoss: loss, epoch, weights: weights.slice() };
  }
  return { weights: best.weights, history, epoch: best.epoch };
}

type Feeding = { readonly settings: HeadSettings; readonly random: ReturnType<typeof createRng>; readonly importance?: Float32Array };

function feedsOf(shape: NetworkShape, data: HeadData, rows: readonly number[], { settings, random, importance }: Feeding) {
  const { dropout, smoothing } = settings;
  const matrix = (columns: number, value: (row: number, column: number) => number) => {
    const values = new Float32Array(rows.length * columns);
    for (const [at, row] of rows.entries()) for (let c = 0; c < columns; c++) values[at * columns + c] = value(row, c);
    return { data: values, dims: [rows.length, columns] };
  };
  const inputs = inputsOf(shape, data, rows);
  hideFeatures(inputs.numbers, data.unmeasured, random);
  return {
    ...inputs,
    targets: matrix(shape.classes, (row, c) => smoothing / shape.classes + (c === data.classOf[row] ? 1 - smoothing : 0)),
    importance: matrix(1, (row) => importance?.[data.classOf[row] ?? 0] ?? 1),
    kept: matrix(shape.embedding + shape.numberUnits, () => (random.next() < dropout ? 0 : 1 / (1 - dropout))),
  };
}

/** Some objects train as if nothing had been measured of them, so that those of which nothing was are predicted as well. */
export const hiddenShare = 0.1;
function hideFeatures({ data, dims }: { data: Float32Array; dims: number[] }, unmeasured: Float32Array, random: Rng): void {
  const [rows = 0, columns = 0] = dims;
  if (unmeasured.length === 0) return;
  for (let row = 0; row < rows; row++) if (random.next() < hiddenShare) data.set(unmeasured, (row + 1) * columns - unmeasured.length);
}

function inputsOf(shape: NetworkShape, { embeddings, numbers }: HeadData, rows: readonly number[]) {
  const gather = (from: Float32Array, columns: number) => {
    const data = new Float32Array(rows.length * columns);
    for (const [at, row] of rows.entries()) data.set(from.subarray(row * columns, (row + 1) * columns), at * columns);
    return { data, dims: [rows.length, columns] };
  };
  return { embedding: gather(embeddings, shape.embedding), numbers: gather(numbers, shape.numbers) };
}

/** Scores of objects by a head's weights. */
async function openHead(shape: NetworkShape): Promise<(weights: Float32Array, data: HeadData) => Promise<Scores>> {
  const run = await openSession(encodeModel(headScoresGraph(shape)), 2);
  return async (weights, data) => {
    const { scores } = await run({ ...inputsOf(shape, data, data.rows), weights: { data: weights, dims: [weights.length] } });
    if (!scores) throw new Error("the head lacks its output");
    return { probabilities: scores, truth: Int32Array.from(data.rows, (row) => data.classOf[row] ?? -1), classes: shape.classes };
  };
}

import { createRng, type Rng } from "@nauplius/domain";
import {
  type AugmentSettings,
  adamDefaults,
  batchesByRectangle,
  bestOf,
  type Calibration,
  countOf,
  decayMask,
  drawChange,
  encodeModel,
  type InputContract,
  inferenceGraph,
  logLoss,
  type NetworkShape,
  oneCycleRate,
  parametersOf,
  type Scores,
  shuffled,
  startingWeights,
  topK,
  updateGraph,
} from "@nauplius/ml";
import { type EpochRecord, type FitState, loadState, newState, saveState } from "./fit-state.ts";
import type { ImageSet } from "./image-set.ts";
import type { Member, StepMessage } from "./messages.ts";
import { openSession } from "./runtime.ts";
import { shared } from "./shared.ts";
import { type GradientThread, openThread } from "./threads.ts";

export type FitSettings = {
  readonly seed: number;
  readonly epochs: number;
  /** Each thread computes a part of every step: more threads are larger steps. */
  readonly threads: number;
  /** Objects of one thread in one step, on average. */
  readonly batch: number;
  readonly peakRate: number;
  readonly warmUp: number;
  readonly weightDecay: number;
  readonly smoothing: number;
  readonly dropout: number;
  readonly augment: AugmentSettings;
  /** Weights are averaged over about 1 / (1 - averaging) steps. */
  readonly averaging: number;
  /** Scale of the input while training: small first, the contract's own in the end. `until` is a share of the epochs. */
  readonly curriculum: readonly { readonly until: number; readonly reference: number }[];
};

export const fitDefaults: FitSettings = {
  seed: 1,
  epochs: 16,
  threads: 2,
  batch: 40,
  peakRate: 3e-3,
  warmUp: 0.1,
  weightDecay: 0.05,
  smoothing: 0.05,
  dropout: 0.1,
  augment: { rotate: 12, mirror: true, scale: 0.12, stretch: 0.08, shift: 2, contrast: 0.2, blur: 0.1 },
  averaging: 0.995,
  curriculum: [
    { until: 0.6, reference: 30 },
    { until: 1, reference: 44 },
  ],
};

export type FitInput = {
  readonly set: ImageSet;
  /** Class of each object of the set. */
  readonly classOf: Int32Array;
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly shape: NetworkShape;
  readonly contract: InputContract;
};

export type FitOptions = {
  readonly checkpoint: string;
  readonly signal?: AbortSignal;
  readonly onStep?: (progress: { epoch: number; share: number; loss: number; imagesPerSecond: number }) => void;
  readonly onEpoch?: (record: EpochRecord) => void;
};

/** Trains all weights from scratch or from the checkpoint, which is written after each epoch. The same input, settings
 *  and thread count give the same weights on one machine, whether or not it was interrupted between epochs. */
export async function fit(input: FitInput, settings: FitSettings, options: FitOptions) {
  const parameters = parametersOf(input.shape);
  const { epochs: _, ...fixed } = settings;
  const key = JSON.stringify({ settings: fixed, shape: input.shape, contract: input.contract, train: input.train.length });
  const random = createRng(settings.seed);
  const state = (await loadState(options.checkpoint, key)) ?? newState(key, startingWeights(parameters, random.fork("weights")));
  const scaling = scalingOf(input);
  const weights = shared(Float32Array, countOf(parameters));
  const gradients = Array.from({ length: settings.threads }, () => shared(Float32Array, weights.length));
  const threads = gradients.map((gradient) => openThread({ ...input, ...scaling, weights, gradient }));
  const update = await openSession(encodeModel(updateGraph(weights.length, { ...adamDefaults, weightDecay: settings.weightDecay })), 2);
  const decay = decayMask(parameters);
  const training: Training = { input, settings, options, state, random, threads, gradients, weights, update, decay, scaling };
  try {
    while (state.epoch < settings.epochs) {
      const record = await oneEpoch(training);
      state.epoch += 1;
      state.history.push(record);
      await saveState(options.checkpoint, state);
      options.onEpoch?.(record);
    }
    return { weights: state.vectors.average, scaling, history: state.history };
  } finally {
    await Promise.all(threads.map((thread) => thread.close()));
  }
}

type Training = {
  readonly input: FitInput;
  readonly settings: FitSettings;
  readonly options: FitOptions;
  readonly state: FitState;
  readonly random: Rng;
  readonly threads: readonly GradientThread[];
  readonly gradients: readonly Float32Array[];
  readonly weights: Float32Array;
  readonly update: Awaited<ReturnType<typeof openSession>>;
  readonly decay: Float32Array;
  readonly scaling: Omit<Calibration, "temperature">;
};

async function oneEpoch(training: Training): Promise<EpochRecord> {
  const { input, settings, options, state, threads } = training;
  const random = training.random.fork(`epoch ${state.epoch}`);
  const share = state.epoch / settings.epochs;
  const reference = settings.curriculum.find(({ until }) => share < until)?.reference ?? input.contract.reference;
  const contract = { ...input.contract, reference };
  const members = shuffled(input.train, random).map((index) => ({ index, ...changeOf(input, index, { settings, contract, random }) }));
  const pixels = members.reduce((sum, { rectangle }) => sum + rectangle.width * rectangle.height, 0) / members.length;
  const batches = shuffled(batchesByRectangle(members, settings.batch * pixels), random);
  const began = performance.now();
  let [loss, correct, count] = [0, 0, 0];
  for (let at = 0; at < batches.length; at += threads.length) {
    options.signal?.throwIfAborted();
    training.weights.set(state.vectors.weights);
    const work = batches.slice(at, at + threads.length).map((batch, thread) => {
      const message: StepMessage = {
        kind: "step",
        seed: `${settings.seed} ${state.epoch} ${at} ${thread}`,
        width: batch.width,
        height: batch.height,
        members: batch.members,
        smoothing: settings.smoothing,
        dropout: settings.dropout,
      };
      return threads[thread]?.step(message);
    });
    const answers = (await Promise.all(work)).filter((answer) => answer !== undefined);
    const seen = answers.reduce((sum, answer) => sum + answer.count, 0);
    const stepLoss = answers.reduce((sum, answer) => sum + answer.loss, 0);
    if (!Number.isFinite(stepLoss)) throw new Error(`the loss became ${stepLoss} in epoch ${state.epoch + 1}: lower the learning rate`);
    loss += stepLoss;
    correct += answers.reduce((sum, answer) => sum + answer.correct, 0);
    count += seen;
    const done = (state.epoch + at / batches.length) / settings.epochs;
    await move(training, {
      seen,
      parts: answers.length,
      rate: oneCycleRate(done, { peak: settings.peakRate, warmUp: settings.warmUp, end: 0.01 }),
    });
    const imagesPerSecond = count / ((performance.now() - began) / 1000);
    options.onStep?.({ epoch: state.epoch, share: at / batches.length, loss: stepLoss / seen, imagesPerSecond });
  }
  const seconds = (performance.now() - began) / 1000;
  const scores = await validate(training);
  const hits = bestOf(scores).filter((best, row) => best === scores.truth[row]).length;
  return {
    epoch: state.epoch + 1,
    reference,
    trainLoss: loss / count,
    trainAccuracy: correct / count,
    top1: hits / scores.truth.length,
    top5: topK(scores, 5),
    logLoss: logLoss(scores),
    seconds,
    imagesPerSecond: count / seconds,
  };
}

type Drawing = { readonly settings: FitSettings; readonly contract: InputContract; readonly random: Rng };

function changeOf(
  { set }: FitInput,
  index: number,
  { settings, contract, random }: Drawing,
): Omit<Member, "index"> & Pick<Member["change"], "rectangle"> {
  const stored = { width: set.widths[index] ?? 1, height: set.heights[index] ?? 1 };
  const change = drawChange(stored, set.longest[index] ?? 1, { settings: settings.augment, contract, random });
  return { change, rectangle: change.rectangle };
}

async function move(training: Training, { seen, parts, rate }: { seen: number; parts: number; rate: number }): Promise<void> {
  const { state, gradients, decay, update, settings } = training;
  const { vectors } = state;
  const length = vectors.weights.length;
  const gradient = new Float32Array(length);
  for (const part of gradients.slice(0, parts))
    for (let i = 0; i < length; i++) gradient[i] = (gradient[i] as number) + (part[i] as number) / seen;
  state.steps += 1;
  const vector = (data: Float32Array) => ({ data, dims: [length] });
  const number = (value: number) => ({ data: Float32Array.of(value), dims: [1] });
  const next = await update({
    weights: vector(vectors.weights),
    first: vector(vectors.first),
    second: vector(vectors.second),
    gradient: vector(gradient),
    decay: vector(decay),
    rate: number(rate),
    correct1: number(1 / (1 - adamDefaults.beta1 ** state.steps)),
    correct2: number(1 / (1 - adamDefaults.beta2 ** state.steps)),
  });
  vectors.weights.set(next.newWeights ?? []);
  vectors.first.set(next.newFirst ?? []);
  vectors.second.set(next.newSecond ?? []);
  const keep = Math.min(settings.averaging, (1 + state.steps) / (10 + state.steps));
  const { average, weights } = vectors;
  for (let i = 0; i < length; i++) average[i] = keep * (average[i] as number) + (1 - keep) * (weights[i] as number);
}

async function validate({ input, threads, state, scaling }: Training): Promise<Scores> {
  const model = encodeModel(inferenceGraph(input.shape, state.vectors.average, { temperature: 1, ...scaling }));
  return predictAll(threads, { model, indices: input.validation, views: 1 }, input);
}

/** The threads share the objects evenly. */
export async function predictAll(
  threads: readonly GradientThread[],
  { model, indices, views }: { model: Uint8Array; indices: readonly number[]; views: number },
  { shape, classOf }: Pick<FitInput, "shape" | "classOf">,
): Promise<Scores> {
  const probabilities = new Float32Array(indices.length * shape.classes);
  const each = Math.ceil(indices.length / threads.length);
  const parts = await Promise.all(
    threads.map((thread, t) => thread.predict({ kind: "predict", model, views, indices: indices.slice(t * each, (t + 1) * each) })),
  );
  for (const [t, part] of parts.entries()) probabilities.set(part.probabilities, t * each * shape.classes);
  return { probabilities, truth: Int32Array.from(indices, (index) => classOf[index] ?? -1), classes: shape.classes };
}

/** Mean and standard deviation of each number over the training objects. */
function scalingOf({ set, train, shape }: FitInput): Omit<Calibration, "temperature"> {
  const column = (k: number) => train.map((index) => set.numbers[index * shape.numbers + k] ?? 0);
  const stats = Array.from({ length: shape.numbers }, (_, k) => {
    const values = column(k);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    return { mean, deviation: Math.max(1e-3, Math.sqrt(variance)) };
  });
  return { mean: stats.map(({ mean }) => mean), deviation: stats.map(({ deviation }) => deviation) };
}

import { createHash } from "node:crypto";
import { createRng } from "@nauplius/domain";
import {
  adamDefaults,
  bestOf,
  type Calibration,
  countOf,
  decayMask,
  encodeModel,
  firstOf,
  inferenceGraph,
  logLoss,
  parametersOf,
  startingWeights,
  topK,
  updateGraph,
} from "@nauplius/ml";
import { trainEpoch } from "./fit-epoch.ts";
import type { FitInput, FitOptions, FitSettings } from "./fit-settings.ts";
import { type EpochRecord, type FitState, loadState, newState, saveState } from "./fit-state.ts";
import { scoresOfRows } from "./rows.ts";
import { openSession } from "./runtime.ts";
import { shared } from "./shared.ts";
import { openThread, type Thread } from "./threads.ts";

export type Fitted = {
  readonly weights: Float32Array<ArrayBuffer>;
  readonly scaling: Omit<Calibration, "temperature">;
  readonly history: readonly EpochRecord[];
};

/** Trains all weights, or those behind `start.from`, from the checkpoint if there is one; it is written after each epoch.
 *  The same input, settings and thread count give the same weights on one machine, interrupted between epochs or not. */
export async function fit(input: FitInput, settings: FitSettings, options: FitOptions): Promise<Fitted> {
  const parameters = parametersOf(input.shape);
  const random = createRng(settings.seed);
  const key = keyOf(input, settings);
  const fresh = input.start?.weights ?? startingWeights(parameters, random.fork("weights"));
  const state = (await loadState(options.checkpoint, key)) ?? newState(key, fresh.slice());
  const scaling = input.start?.scaling ?? scalingOf(input);
  const first = input.start?.from ? firstOf(parameters, input.start.from) : 0;
  const frozen = countOf(parameters.slice(0, first));
  const length = countOf(parameters) - frozen;
  const weights = shared(Float32Array, frozen + length);
  const gradients = Array.from({ length: settings.threads }, () => shared(Float32Array, length));
  const threads = gradients.map((gradient) => openThread({ ...input, ...scaling, first, weights, gradient, provider: options.provider }));
  // One thread: a second would spin between steps, and cores belong to the gradients.
  const update = await openSession(encodeModel(updateGraph(length, { ...adamDefaults, weightDecay: settings.weightDecay })), 1);
  const decay = decayMask(parameters).subarray(frozen);
  const training = { input, settings, options, state, random, threads, gradients, weights, update, decay, frozen };
  try {
    while (state.epoch < settings.epochs && !isExhausted(state, options.patience)) {
      const trained = await trainEpoch(training);
      // Without objects that steer, the training's own figures do: better than none, and numbers.
      const judged =
        input.validation.length > 0
          ? await validate(training, { threads, scaling })
          : { top1: trained.trainAccuracy, top5: trained.trainAccuracy, logLoss: trained.trainLoss };
      const record = { epoch: state.epoch + 1, ...trained, ...judged };
      if (state.history.every((earlier) => earlier.logLoss >= record.logLoss)) state.vectors.best.set(state.vectors.average);
      state.epoch += 1;
      state.history.push(record);
      await saveState(options.checkpoint, state);
      options.onEpoch?.(record);
    }
    const isPatient = options.patience === undefined;
    return { weights: isPatient ? state.vectors.average : state.vectors.best, scaling, history: state.history };
  } finally {
    await Promise.all(threads.map((thread) => thread.close()));
  }
}

/** Says whether a checkpoint belongs to this training. The number of epochs may be changed while it goes on. */
function keyOf({ shape, contract, train, start, importance }: FitInput, { epochs: _, ...settings }: FitSettings): string {
  const bytes = (array: Float32Array | undefined): string =>
    array
      ? createHash("sha256")
          .update(Buffer.from(array.buffer, array.byteOffset, array.byteLength))
          .digest("hex")
      : "";
  const begin = start ? { weights: bytes(start.weights), from: start.from } : undefined;
  return JSON.stringify({ settings, shape, contract, train: train.length, start: begin, importance: importance && bytes(importance) });
}

function isExhausted({ history }: FitState, patience = Number.POSITIVE_INFINITY): boolean {
  const losses = history.map(({ logLoss: loss }) => loss);
  return losses.length - 1 - losses.indexOf(Math.min(...losses)) >= patience;
}

type Judging = { readonly threads: readonly Thread[]; readonly scaling: Fitted["scaling"] };

async function validate({ input, state }: { input: FitInput; state: FitState }, { threads, scaling }: Judging) {
  const model = encodeModel(inferenceGraph(input.shape, state.vectors.average, { temperature: 1, ...scaling }));
  const { scores } = await scoresOfRows(threads, { model, shape: input.shape, indices: input.validation, views: 1 });
  const judged = {
    probabilities: scores,
    truth: Int32Array.from(input.validation, (index) => input.classOf[index] ?? -1),
    classes: input.shape.classes,
  };
  const hits = bestOf(judged).filter((best, row) => best === judged.truth[row]).length;
  return { top1: hits / judged.truth.length, top5: topK(judged, 5), logLoss: logLoss(judged) };
}

/** Mean and standard deviation of each number over the training objects. */
export function scalingOf({ set, train, shape }: Pick<FitInput, "set" | "train" | "shape">): Fitted["scaling"] {
  const stats = Array.from({ length: shape.numbers }, (_, k) => {
    const values = train.map((index) => set.numbers[index * shape.numbers + k] ?? 0);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    return { mean, deviation: Math.max(1e-3, Math.sqrt(variance)) };
  });
  return { mean: stats.map(({ mean }) => mean), deviation: stats.map(({ deviation }) => deviation) };
}

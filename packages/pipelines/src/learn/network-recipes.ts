import { join } from "node:path";
import { createRng } from "@nauplius/domain";
import {
  type AugmentSettings,
  type InputContract,
  type NetworkShape,
  parametersOf,
  partOf,
  planktonContract,
  planktonShape,
  restoreNetwork,
  sizeNames,
  startingWeights,
  withNewHead,
} from "@nauplius/ml";
import { embedSet } from "./embed-set.ts";
import { fit, scalingOf } from "./fit.ts";
import { type FitOptions, type FitStart, fitDefaults } from "./fit-settings.ts";
import { type HeadSettings, headDefaults, trainHead } from "./head.ts";
import { columnsOf } from "./join-features.ts";
import type { OpenModel } from "./model-folder.ts";
import { computingOn, type Material, type TrainOptions, type TrainRequest, workFolder } from "./train-request.ts";

/** A trained network before it is calibrated. */
export type TrainedNetwork = {
  readonly shape: NetworkShape;
  readonly contract: InputContract;
  readonly weights: Float32Array;
  readonly scaling: FitStart["scaling"];
  readonly settings: object;
  readonly history: readonly Readonly<Record<string, number>>[];
};

/** Vignettes come to the network lying on their long side; the eight views also stand, which a network that never saw it gets wrong. */
const augmentOf = ({ turns }: Pick<TrainRequest, "turns">): AugmentSettings =>
  turns === "any" ? { ...fitDefaults.augment, rotate: 180 } : fitDefaults.augment;

/** All weights, from random ones. */
export async function fromScratch(request: TrainRequest, material: Material, options: TrainOptions): Promise<TrainedNetwork> {
  const { set, divided } = material;
  const shape = planktonShape(divided.taxa.length, columnsOf(material.features));
  const epochs = request.epochs ?? fitDefaults.epochs;
  const settings = { ...fitDefaults, seed: request.seed, threads: computingOn(request).threads, epochs, augment: augmentOf(request) };
  const input = { set, ...divided, shape, contract: planktonContract, importance: importanceOf(divided, request.balance) };
  const fitted = await fit(input, settings, fitOptions(request, options));
  return { shape, contract: planktonContract, settings, ...fitted };
}

/** The parent's network with a new head, the head alone or with the last stage or everything trained on. */
export async function byFineTuning(request: TrainRequest, material: Material, options: TrainOptions): Promise<TrainedNetwork> {
  const headed = await byHead(request, material, options);
  const { set, divided } = material;
  const settings = {
    ...fitDefaults,
    seed: request.seed,
    threads: computingOn(request).threads,
    epochs: request.epochs ?? 10,
    augment: augmentOf(request),
    peakRate: 5e-4,
    curriculum: [],
  };
  const start = { weights: Float32Array.from(headed.weights), scaling: headed.scaling, from: request.layers === "last" ? "down2" : null };
  const { shape, contract } = headed;
  const input = { set, ...divided, shape, contract, start, importance: importanceOf(divided, request.balance) };
  const fitted = await fit(input, settings, { ...fitOptions(request, options), patience: 3 });
  return { shape, contract, settings: { ...settings, layers: request.layers, patience: 3 }, ...fitted };
}

/** Features are many: more units of their own take them in than sizes need. */
const unitsFor = ({ features }: Material) => (features === null ? {} : { numberUnits: 64 });

/** The parent's embeddings, sizes and measured features, and a new softmax behind them. */
export async function byHead(request: TrainRequest, material: Material, options: TrainOptions): Promise<TrainedNetwork> {
  const { set, divided } = material;
  const parent = parentOf(material);
  const { manifest, network } = parent;
  const shape = { ...manifest.shape, classes: divided.taxa.length, numbers: columnsOf(material.features), ...unitsFor(material) };
  const onProgress = (done: number) => options.onProgress?.({ phase: "embed", share: done / set.names.length });
  const { embeddings } = await embedSet(set, parent, { ...computingOn(request), signal: options.signal, onProgress });
  const scaling = scalingOf({ set, train: divided.train, shape });
  const standardised = (value: number, k: number): number => (value - (scaling.mean[k] ?? 0)) / (scaling.deviation[k] ?? 1);
  const numbers = Float32Array.from(set.numbers, (value, i) => standardised(value, i % shape.numbers));
  const unmeasured = Float32Array.from({ length: shape.numbers - sizeNames.length }, (_, k) => standardised(0, sizeNames.length + k));
  const settings: HeadSettings = {
    ...headDefaults,
    seed: request.seed,
    epochs: request.epochs && request.recipe === "head" ? request.epochs : headDefaults.epochs,
  };
  const rows = { embeddings, numbers, unmeasured, classOf: divided.classOf };
  const parts = { train: { ...rows, rows: divided.train }, validation: { ...rows, rows: divided.validation } };
  const trained = await trainHead(shape, parts, settings, {
    importance: importanceOf(divided, request.balance),
    signal: options.signal,
    // Of a fine-tuning it is a step on the way, done anew where it goes on: no part of its curve.
    onEpoch: ({ epoch, trainLoss, logLoss }) =>
      request.recipe === "head" &&
      options.onProgress?.({ phase: "train", share: epoch / settings.epochs, record: { epoch, trainLoss, logLoss } }),
  });
  const last = trained.history.find(({ epoch }) => epoch === trained.epoch);
  options.onProgress?.({
    phase: "train",
    share: request.recipe === "head" ? 1 : 0,
    message: `head: the best of ${trained.history.length} epochs is ${trained.epoch}, log-loss ${(last?.logLoss ?? Number.NaN).toFixed(3)}`,
  });
  const fresh = startingWeights(parametersOf(shape), createRng(request.seed));
  const weights = withNewHead(manifest.shape, restoreNetwork(manifest.shape, network).weights, { fresh, to: shape });
  placeHead(weights, trained.weights, shape);
  return { shape, contract: manifest.input, weights, scaling, settings, history: trained.history };
}

function placeHead(weights: Float32Array, head: Float32Array, shape: NetworkShape): void {
  const parameters = parametersOf(shape);
  let at = 0;
  for (const { name } of parameters.filter((parameter) => /^(numbers|head)\./.test(parameter.name))) {
    const part = partOf(weights, parameters, name);
    part.set(head.subarray(at, at + part.length));
    at += part.length;
  }
}

function parentOf({ parent }: Material): OpenModel {
  if (!parent) throw new Error("this recipe needs a model to begin with");
  return parent;
}

function fitOptions(request: TrainRequest, { signal, onProgress }: TrainOptions): FitOptions {
  return {
    checkpoint: join(workFolder(request), "checkpoint.bin"),
    provider: computingOn(request).provider,
    signal,
    onStep: ({ epoch, epochs, share }) => onProgress?.({ phase: "train", share: (epoch + share) / epochs }),
    onEpoch: (record) =>
      onProgress?.({
        phase: "train",
        share: 0,
        record: { epoch: record.epoch, trainLoss: record.trainLoss, logLoss: record.logLoss },
        message:
          `epoch ${record.epoch}: training loss ${record.trainLoss.toFixed(3)}, validation top-1 ${record.top1.toFixed(3)}, ` +
          `log-loss ${record.logLoss.toFixed(3)}, ${record.imagesPerSecond.toFixed(0)} images/s`,
      }),
  };
}

/** Class weights count^-balance, of mean 1 over the training objects; undefined where all are 1. */
export function importanceOf({ taxa, classOf, train }: Material["divided"], balance: number): Float32Array | undefined {
  if (balance === 0) return undefined;
  const counts = new Float64Array(taxa.length);
  for (const index of train) counts[classOf[index] ?? 0] = (counts[classOf[index] ?? 0] ?? 0) + 1;
  const raw = counts.map((count) => Math.max(1, count) ** -balance);
  const mean = train.reduce((sum, index) => sum + (raw[classOf[index] ?? 0] ?? 0), 0) / train.length;
  return Float32Array.from(raw, (weight) => weight / mean);
}

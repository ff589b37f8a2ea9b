import { createRequire } from "node:module";
import type { ModelManifest } from "@nauplius/domain";
import {
  bestTemperature,
  encodeForest,
  encodeModel,
  forestScores,
  inferenceGraph,
  type NetworkShape,
  type Report,
  reportOf,
  type Scores,
} from "@nauplius/ml";
import { cardOf } from "./card.ts";
import { splitRule } from "./class-set.ts";
import { forestTable } from "./forest-table.ts";
import { sha256Of, writeModel } from "./model-folder.ts";
import type { TrainedNetwork } from "./network-recipes.ts";
import { scoresOfRows } from "./rows.ts";
import { openThread, type Thread } from "./threads.ts";
import { gather, type TrainedForest } from "./train-forest.ts";
import { computingOn, type Judged, type Material, type TrainOptions, type TrainRequest } from "./train-request.ts";

/** Fewer objects than this do not tell a temperature. */
const fewestForTemperature = 30;

/** Calibrates on the validation part, judges on the test part, writes the folder. */
export async function finishNetwork(request: TrainRequest, material: Material, trained: TrainedNetwork, { onProgress }: TrainOptions) {
  const { set, divided } = material;
  const { shape, contract, weights, scaling } = trained;
  const where = computingOn(request);
  const threads = Array.from({ length: where.threads }, () => openThread({ set, contract, provider: where.provider }));
  try {
    const modelAt = (temperature: number) => encodeModel(inferenceGraph(shape, weights, { temperature, ...scaling }));
    onProgress?.({ phase: "evaluate", share: 0 });
    const isEnough = divided.validation.length >= fewestForTemperature;
    const raw = isEnough ? await judge(threads, material, { model: modelAt(1), shape, indices: divided.validation, views: 1 }) : null;
    const temperature = raw ? bestTemperature(raw) : 1;
    const model = modelAt(temperature);
    const scoresOf = async (views: number): Promise<Scores | null> =>
      divided.test.length > 0 ? await judge(threads, material, { model, shape, indices: divided.test, views }) : null;
    const scores = await scoresOf(1);
    const eight = request.eightViews ? await scoresOf(8) : null;
    onProgress?.({ phase: "evaluate", share: 0.2 });
    const manifest = {
      ...common(request, material, trained),
      kind: "network" as const,
      input: contract,
      shape: { ...shape, stages: [...shape.stages] },
      calibration: { temperature, objects: raw ? divided.validation.length : 0 },
      metrics: plain(scores && reportOf(scores)),
      metricsOfEightViews: plain(eight && reportOf(eight)),
    };
    const written = await writeModel(request.out, manifest, { "model.onnx": model }, cardOf(manifest));
    return { manifest: written, judged: judgedOf(material, scores) };
  } finally {
    await Promise.all(threads.map((thread) => thread.close()));
  }
}

const judgedOf = ({ set, divided }: Material, scores: Scores | null): Judged | null =>
  scores && { names: divided.test.map((index) => set.names[index] ?? ""), scores };

type Judging = { readonly model: Uint8Array; readonly shape: NetworkShape; readonly indices: readonly number[]; readonly views: number };

async function judge(threads: readonly Thread[], { divided }: Material, judging: Judging): Promise<Scores> {
  const { scores } = await scoresOfRows(threads, judging);
  const truth = Int32Array.from(judging.indices, (index) => divided.classOf[index] ?? -1);
  return { probabilities: scores, truth, classes: judging.shape.classes };
}

export async function finishForest(request: TrainRequest, material: Material, trained: TrainedForest) {
  const { set, divided } = material;
  const { parent, trees, components, embeddings } = trained;
  const { embedding } = parent.manifest.shape;
  const table = forestTable(gather({ embeddings, numbers: set.numbers, embedding }, divided.test), components);
  const scores = {
    probabilities: forestScores(trees, table, divided.taxa.length),
    truth: Int32Array.from(divided.test, (index) => divided.classOf[index] ?? -1),
    classes: divided.taxa.length,
  };
  const manifest = {
    ...common(request, material, { ...trained, history: [] }),
    kind: "forest" as const,
    input: parent.manifest.input,
    shape: parent.manifest.shape,
    components: components.vectors.length / embedding,
    calibration: { temperature: 1, objects: 0 },
    metrics: divided.test.length > 0 ? plain(reportOf(scores)) : null,
    metricsOfEightViews: null,
  };
  const packed = new Float32Array(components.mean.length + components.vectors.length);
  packed.set(components.mean);
  packed.set(components.vectors, components.mean.length);
  const files = { "model.onnx": parent.network, "forest.bin": encodeForest(trees), "components.bin": new Uint8Array(packed.buffer) };
  const written = await writeModel(request.out, manifest, files, cardOf(manifest));
  return { manifest: written, judged: judgedOf(material, divided.test.length > 0 ? scores : null) };
}

type Common = { readonly settings: object; readonly history: TrainedNetwork["history"] };

function common(request: TrainRequest, { set, divided, parent, features, began }: Material, { settings, history }: Common) {
  const { name, version, created, licence, citation, note, shares } = request;
  const from = parent ? `${parent.manifest.name} ${parent.manifest.version} ${sha256Of(parent.network)}` : null;
  const training: ModelManifest["training"] = {
    recipe: request.recipe,
    seed: request.seed,
    threads: request.threads,
    parent: from,
    data: { ...request.data, images: set.names.length },
    split: {
      how: typeof request.images === "string" ? splitRule(shares) : request.images.how,
      train: divided.train.length,
      validation: divided.validation.length,
      test: divided.test.length,
    },
    settings: { ...settings, balance: request.balance, provider: computingOn(request).provider },
    versions: { node: process.versions.node, "onnxruntime-node": versionOf("onnxruntime-node") },
    history: history.map((record) => ({ ...record })),
    seconds: Math.round((performance.now() - began) / 1000),
  };
  const of = { name, version, created, licence, citation, note, taxa: [...divided.taxa], training };
  return features === null ? of : { ...of, features };
}

const require = createRequire(import.meta.url);
const versionOf = (name: string): string => String(require(`${name}/package.json`).version);

/** The figures alone, rounded to what they are good for. */
function plain(report: Report | null): ModelManifest["metrics"] {
  if (!report) return null;
  const round = (value: number): number => Math.round(value * 1e5) / 1e5;
  const { objects, classes, top1, top5, balancedAccuracy, macroF1, logLoss, ece, brayCurtis } = report;
  return {
    objects,
    classes,
    top1: round(top1),
    top5: round(top5),
    balancedAccuracy: round(balancedAccuracy),
    macroF1: round(macroF1),
    logLoss: round(logLoss),
    ece: round(ece),
    brayCurtis: round(brayCurtis),
  };
}

import { goesWithoutImage, looksAtImages, type ModelManifest } from "@nauplius/domain";
import { forestScores, type GreyImage, readSignal, requireInput, scaleSignal, sizeNames, sizesOf } from "@nauplius/ml";
import { type Explanation, explainGrey } from "./explain.ts";
import { scaleFeatures } from "./feature-scaling.ts";
import { forestTable } from "./forest-table.ts";
import { joinedNumbers } from "./join-features.ts";
import { type OpenModel, openModel } from "./model-folder.ts";
import { type NetworkOutput, runNetwork } from "./run-network.ts";
import { openSessionOn, type Provider, type Run, type Session } from "./runtime.ts";
import { decodeVignette } from "./vignette.ts";

export type PredictTask = {
  /** The model's folder, and the sha-256 of its network: another file under the same path is opened anew. */
  readonly folder: string;
  readonly sha256: string;
  /** Null: the object has none; a forest on features goes without. */
  readonly images: readonly (Uint8Array | null)[];
  /** Row by row, as they were measured, in the manifest's order; NaN: not measured. Empty where the model takes none. */
  readonly features: Float32Array;
  readonly views: number;
  readonly provider: Provider;
};
export type PredictedImages = NetworkOutput & {
  /** Images that could not be decoded; their rows are 0. Embeddings of objects without an image are NaN. */
  readonly refused: readonly { readonly index: number; readonly why: string }[];
  /** Where it ran elsewhere than asked for: why. */
  readonly notice: string | null;
};

type Opened = Session & { readonly model: OpenModel };
const opened = new Map<string, Promise<Opened>>();

async function open(folder: string, provider: Provider): Promise<Opened> {
  const model = await openModel(folder);
  if (!model.ok) throw new Error(model.error);
  return { ...(await openSessionOn(model.value.network, { threads: 1, provider })), model: model.value };
}

function openedModel({ folder, sha256, provider }: Pick<PredictTask, "folder" | "sha256" | "provider">): Promise<Opened> {
  const key = `${folder} ${sha256} ${provider}`;
  const opening = opened.get(key) ?? open(folder, provider);
  opened.set(key, opening);
  opening.catch(() => opened.delete(key));
  return opening;
}

/** Encoded vignettes and features -> scores and embeddings, all on the thread that runs the task. */
export async function predictImages({ folder, sha256, images, features, views, provider }: PredictTask): Promise<PredictedImages> {
  const { model, run, notice } = await openedModel({ folder, sha256, provider });
  const objects: (Seen & { readonly index: number })[] = [];
  const refused: { index: number; why: string }[] = [];
  const columns = model.manifest.features?.names.length ?? 0;
  for (const [index, bytes] of images.entries()) {
    const measured = features.subarray(index * columns, (index + 1) * columns);
    const decoded = bytes === null ? null : await decodeVignette(bytes);
    const lacks = lackOf(model.manifest, { isSeen: decoded !== null, isMeasured: measured.some(Number.isFinite) });
    if (decoded?.ok === false) refused.push({ index, why: decoded.error.message });
    else if (lacks !== null) refused.push({ index, why: lacks });
    else objects.push({ index, grey: decoded?.value ?? null, measured });
  }
  const found = await predictObjects({ model, run, views }, objects);
  const to = { rows: objects.map(({ index }) => index), length: images.length };
  const { taxa, shape } = model.manifest;
  return {
    scores: placed(found.scores, to, { columns: taxa.length, otherwise: 0 }),
    embeddings: placed(found.embeddings, to, { columns: shape.embedding, otherwise: 0 }),
    refused,
    notice,
  };
}

/** What an object lacks for a model to say anything of it. */
function lackOf(manifest: ModelManifest, { isSeen, isMeasured }: { isSeen: boolean; isMeasured: boolean }): string | null {
  if (isMeasured && goesWithoutImage(manifest)) return null;
  if (isSeen && looksAtImages(manifest)) return null;
  if (!goesWithoutImage(manifest)) return "it has no image";
  return looksAtImages(manifest) ? "it has no image and no features" : "it has no features";
}

export type ExplainTask = Pick<PredictTask, "folder" | "sha256" | "provider"> & {
  readonly image: Uint8Array;
  /** Weight of each class. */
  readonly why: Float32Array;
};

/** An encoded vignette -> what in it speaks for some classes; a sentence where it cannot be decoded. */
export async function explainImage({ folder, sha256, provider, image, why }: ExplainTask): Promise<Explanation | string> {
  const { model } = await openedModel({ folder, sha256, provider });
  const askable = requireInput(model.network, "why");
  if (askable === null) return "this model was not made to say why";
  // Asked for now and then: a session of its own for one image is cheaper than keeping two.
  const { run } = await openSessionOn(askable, { threads: 1, provider });
  const decoded = await decodeVignette(image);
  return decoded.ok ? explainGrey(model, run, decoded.value, why) : decoded.error.message;
}

type Use = { readonly model: OpenModel; readonly run: Run; readonly views: number };
type Seen = { readonly grey: GreyImage | null; readonly measured: Float32Array };

async function predictObjects({ model, run, views }: Use, objects: readonly Seen[]): Promise<NetworkOutput> {
  const { shape, input } = model.manifest;
  const rows = objects.length;
  const sizes = new Float32Array(rows * sizeNames.length).fill(Number.NaN);
  const seen = objects.flatMap(({ grey }, row) => {
    if (grey === null) return [];
    const signal = readSignal(grey);
    sizes.set(sizesOf(signal), row * sizeNames.length);
    return [{ row, signal: scaleSignal(signal, input) }];
  });
  const features = scaledFeatures(model, objects);
  const numbers = joinedNumbers({ sizes, features, rows, unmeasured: model.forest ? Number.NaN : 0 });
  const width = numbers.length / Math.max(1, rows);
  const forNetwork = seen.map(({ row, signal }) => ({
    signal,
    numbers: numbers.subarray(row * width, row * width + Math.min(width, shape.numbers)),
  }));
  const output = await runNetwork(run, forNetwork, { shape, contract: input, views });
  const to = { rows: seen.map(({ row }) => row), length: rows };
  const embeddings = placed(output.embeddings, to, { columns: shape.embedding, otherwise: Number.NaN });
  // Only a forest is given objects that were not seen.
  return { embeddings, scores: model.forest ? byForest(model, embeddings, numbers) : output.scores };
}

/** [rows, features]; nothing where the model takes none. */
function scaledFeatures({ manifest: { features } }: OpenModel, objects: readonly Seen[]): Float32Array {
  if (features === undefined) return new Float32Array();
  const columns = features.names.length;
  const values = new Float32Array(objects.length * columns).fill(Number.NaN);
  for (const [row, { measured }] of objects.entries()) values.set(measured, row * columns);
  return scaleFeatures({ values, rows: objects.length, columns }, features);
}

function byForest({ manifest, forest }: OpenModel, embeddings: Float32Array, numbers: Float32Array): Float32Array {
  if (!forest) throw new Error("the model is no forest");
  const rows = embeddings.length / manifest.shape.embedding;
  const table = forestTable({ embeddings, numbers, rows }, forest.components);
  return forestScores(forest.trees, table, manifest.taxa.length);
}

type Place = { readonly rows: readonly number[]; readonly length: number };

/** Puts rows of some objects where all objects have theirs. */
function placed(from: Float32Array, { rows, length }: Place, { columns, otherwise }: { columns: number; otherwise: number }): Float32Array {
  const to = new Float32Array(length * columns).fill(otherwise);
  for (const [at, row] of rows.entries()) to.set(from.subarray(at * columns, (at + 1) * columns), row * columns);
  return to;
}

import { forestScores, type GreyImage, readSignal, requireInput, scaleSignal, sizeNames, sizesOf } from "@nauplius/ml";
import { type Explanation, explainGrey } from "./explain.ts";
import { forestTable } from "./forest-table.ts";
import { type OpenModel, openModel } from "./model-folder.ts";
import { type NetworkOutput, runNetwork } from "./run-network.ts";
import { openSessionOn, type Provider, type Run, type Session } from "./runtime.ts";
import { decodeVignette } from "./vignette.ts";

export type PredictTask = {
  /** The model's folder, and the sha-256 of its network: another file under the same path is opened anew. */
  readonly folder: string;
  readonly sha256: string;
  readonly images: readonly Uint8Array[];
  readonly views: number;
  readonly provider: Provider;
};
export type PredictedImages = NetworkOutput & {
  /** Row by row: sizes of each object. */
  readonly numbers: Float32Array;
  /** Images that could not be decoded; their rows are 0. */
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

/** Encoded vignettes -> scores and embeddings, all on the thread that runs the task. */
export async function predictImages({ folder, sha256, images, views, provider }: PredictTask): Promise<PredictedImages> {
  const { model, run, notice } = await openedModel({ folder, sha256, provider });
  const greys: { index: number; grey: GreyImage }[] = [];
  const refused: { index: number; why: string }[] = [];
  for (const [index, bytes] of images.entries()) {
    const decoded = await decodeVignette(bytes);
    if (decoded.ok) greys.push({ index, grey: decoded.value });
    else refused.push({ index, why: decoded.error.message });
  }
  const found = await predictGreys(
    { model, run, views },
    greys.map(({ grey }) => grey),
  );
  return { ...spread(found, { rows: greys.map(({ index }) => index), length: images.length }), refused, notice };
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

async function predictGreys({ model, run, views }: Use, greys: readonly GreyImage[]) {
  const { shape, input } = model.manifest;
  const objects = greys.map((grey) => {
    const signal = readSignal(grey);
    return { signal: scaleSignal(signal, input), numbers: sizesOf(signal) };
  });
  const numbers = new Float32Array(objects.length * sizeNames.length);
  for (const [row, object] of objects.entries()) numbers.set(object.numbers, row * sizeNames.length);
  const output = await runNetwork(run, objects, { shape, contract: input, views });
  const scores = model.forest ? byForest(model, output.embeddings, numbers) : output.scores;
  return { embeddings: output.embeddings, scores, numbers };
}

function byForest({ manifest, forest }: OpenModel, embeddings: Float32Array, numbers: Float32Array): Float32Array {
  if (!forest) throw new Error("the model is no forest");
  const rows = embeddings.length / manifest.shape.embedding;
  const table = forestTable({ embeddings, numbers, rows }, forest.components);
  return forestScores(forest.trees, table, manifest.taxa.length);
}

type Spreading = { readonly rows: readonly number[]; readonly length: number };

type Rows = Omit<PredictedImages, "refused" | "notice">;

/** Puts rows of the decoded images where all images have theirs. */
function spread(found: Rows, { rows, length }: Spreading): Rows {
  const place = (from: Float32Array): Float32Array => {
    const columns = from.length / Math.max(1, rows.length);
    const to = new Float32Array(length * columns);
    for (const [at, row] of rows.entries()) to.set(from.subarray(at * columns, (at + 1) * columns), row * columns);
    return to;
  };
  return { scores: place(found.scores), embeddings: place(found.embeddings), numbers: place(found.numbers) };
}

import { type Components, ecotaxaForest, principalComponents, type Tree } from "@nauplius/ml";
import { embedSet } from "./embed-set.ts";
import { forestTable } from "./forest-table.ts";
import { growForest } from "./grow-forest.ts";
import { hasImage } from "./image-set.ts";
import type { OpenModel } from "./model-folder.ts";
import { computingOn, type Material, type TrainOptions, type TrainRequest } from "./train-request.ts";

export type TrainedForest = {
  readonly trees: readonly Tree[];
  readonly components: Components;
  readonly parent: OpenModel;
  readonly embeddings: Float32Array;
  readonly settings: object;
};

/** EcoTaxa's template keeps 50 principal components of the embedding. */
const wantedComponents = 50;

/** EcoTaxa's way: principal components of a frozen network's embedding, sizes and measured features beside them, a random forest. What an
 *  object lacks, its image or some features, is a value of its own to every split. */
export async function byForest(request: TrainRequest, { set, divided, parent }: Material, options: TrainOptions): Promise<TrainedForest> {
  if (!parent) throw new Error("a forest on images needs a network to embed them");
  const { embedding } = parent.manifest.shape;
  const looks = request.uses !== "features";
  const onProgress = (done: number) => options.onProgress?.({ phase: "embed", share: done / set.names.length });
  const embeddings = looks
    ? (await embedSet(set, parent, { ...computingOn(request), signal: options.signal, onProgress })).embeddings
    : new Float32Array(set.names.length * embedding).fill(Number.NaN);
  const objects = { embeddings, numbers: set.numbers, embedding };
  const train = gather(objects, divided.train);
  const seen = divided.train.filter((index) => looks && hasImage(set, index));
  const components = componentsOf({ ...gather(objects, seen), embedding });
  const settings = { ...ecotaxaForest, balanced: request.balance > 0 || ecotaxaForest.balanced };
  const trees = await growForest({
    table: forestTable(train, components),
    labels: Int32Array.from(divided.train, (index) => divided.classOf[index] ?? 0),
    classes: divided.taxa.length,
    settings,
    seed: request.seed,
    threads: request.threads,
    signal: options.signal,
    onProgress: (grown) => options.onProgress?.({ phase: "train", share: grown / settings.trees }),
  });
  return { trees, components, parent, embeddings, settings: { ...settings, uses: request.uses, components: wantedComponents } };
}

/** None where fewer than two objects show themselves: such a forest does not look at images. */
function componentsOf({ embeddings, rows, embedding }: { embeddings: Float32Array; rows: number; embedding: number }): Components {
  if (rows < 2) return { mean: new Float32Array(embedding), vectors: new Float32Array() };
  return principalComponents({ values: embeddings, rows, columns: embedding }, wantedComponents);
}

type Objects = { readonly embeddings: Float32Array; readonly numbers: Float32Array; readonly embedding: number };

/** The rows of some objects. */
export function gather({ embeddings, numbers, embedding }: Objects, indices: readonly number[]) {
  const k = numbers.length / (embeddings.length / embedding);
  const rows = indices.length;
  const result = { embeddings: new Float32Array(rows * embedding), numbers: new Float32Array(rows * k), rows };
  for (const [row, index] of indices.entries()) {
    result.embeddings.set(embeddings.subarray(index * embedding, (index + 1) * embedding), row * embedding);
    result.numbers.set(numbers.subarray(index * k, (index + 1) * k), row * k);
  }
  return result;
}

import { availableParallelism } from "node:os";
import { err, ok, type Result } from "@nauplius/domain";
import { openPool } from "../threads/pool.ts";
import type { Explanation } from "./explain.ts";
import { type OpenModel, openModel } from "./model-folder.ts";
import type { Provider } from "./runtime.ts";

export type PredictorOptions = {
  /** One core each; all by default. */
  readonly threads?: number;
  readonly provider?: Provider;
  /** Told once where the provider asked for is not there. */
  readonly onNotice?: (notice: string) => void;
};

type Tasks = typeof import("./network.tasks.ts");

/** What a model says of one object. */
export type Prediction = {
  /** Calibrated probabilities in the order of the manifest's taxa. */
  readonly scores: Float32Array;
  /** Null: the object has no image. */
  readonly embedding: Float32Array | null;
};

/** An object as a model sees it. */
export type Seen = {
  /** The encoded vignette; null: it has none. */
  readonly bytes: Uint8Array | null;
  /** As they were measured, in the order of the manifest's names; NaN: not measured. Left out: nothing was. */
  readonly features?: Float32Array;
};
export type Predicted<T> = { readonly input: T; readonly result: Result<Prediction, string> };

export type Predictor = {
  readonly model: OpenModel;
  /** Predicts a stream of any length in bounded memory; every input comes out, in order, with its prediction or why not. */
  readonly predict: <T extends Seen>(
    source: AsyncIterable<T> | Iterable<T>,
    options?: { readonly signal?: AbortSignal; readonly views?: number },
  ) => AsyncGenerator<Predicted<T>>;
  /** What in a vignette speaks for the classes that `why` weights, or why that cannot be said. */
  readonly explain: (bytes: Uint8Array, why: Float32Array, signal?: AbortSignal) => Promise<Result<Explanation, string>>;
  readonly close: () => Promise<void>;
};

const batchImages = 96;

/** Opens a model's folder on threads of their own, one core each: decoding and the network run there. */
export async function openPredictor(folder: string, options: PredictorOptions = {}): Promise<Result<Predictor, string>> {
  const { threads = availableParallelism(), provider = "cpu" } = options;
  const opened = await openModel(folder);
  if (!opened.ok) return err(opened.error);
  const model = opened.value;
  const sha256 = Object.values(model.manifest.files)
    .map((file) => file.sha256)
    .join(" ");
  const pool = openPool<Tasks>({
    module: new URL("./network.tasks.ts", import.meta.url),
    size: threads,
    isolation: "thread",
    isWhole: true,
    limitMs: 600_000,
  });
  const { classes, embedding } = { classes: model.manifest.taxa.length, embedding: model.manifest.shape.embedding };

  let isTold = false;

  async function runBatch<T extends Seen>(inputs: readonly T[], views: number, signal?: AbortSignal): Promise<Predicted<T>[]> {
    const images = inputs.map(({ bytes }) => bytes);
    const features = featuresOf(inputs);
    const task = { folder, sha256, images, features, views, provider };
    const found = await pool.run("predictImages", task, { signal, bytes: bytesOf(images) });
    signal?.throwIfAborted();
    if (!found.ok) throw new Error(`the model could not be run: ${found.error.message}`);
    const { scores, embeddings, refused, notice } = found.value;
    if (notice !== null && !isTold) options.onNotice?.(notice);
    isTold ||= notice !== null;
    const reasons = new Map(refused.map(({ index, why }) => [index, why]));
    return inputs.map((input, row) => {
      const why = reasons.get(row);
      if (why !== undefined) return { input, result: err(why) };
      const part = (all: Float32Array, length: number) => all.slice(row * length, (row + 1) * length);
      return { input, result: ok({ scores: part(scores, classes), embedding: input.bytes === null ? null : part(embeddings, embedding) }) };
    });
  }

  /** Row by row; NaN where nothing was measured. */
  function featuresOf(inputs: readonly Seen[]): Float32Array {
    const columns = model.manifest.features?.names.length ?? 0;
    const features = new Float32Array(inputs.length * columns).fill(Number.NaN);
    for (const [row, input] of inputs.entries()) features.set(input.features?.subarray(0, columns) ?? [], row * columns);
    return features;
  }

  async function* predict<T extends Seen>(
    source: AsyncIterable<T> | Iterable<T>,
    { signal, views = 1 }: { signal?: AbortSignal; views?: number } = {},
  ): AsyncGenerator<Predicted<T>> {
    const ahead: Promise<Predicted<T>[]>[] = [];
    let batch: T[] = [];
    const send = () => {
      const work = runBatch(batch, views, signal);
      // Awaited below in its turn; a fault meanwhile must not count as unhandled.
      work.catch(() => {});
      ahead.push(work);
      batch = [];
    };
    for await (const input of source) {
      signal?.throwIfAborted();
      batch.push(input);
      if (batch.length >= batchImages) send();
      while (ahead.length >= 2 * threads) yield* (await ahead.shift()) ?? [];
    }
    if (batch.length > 0) send();
    while (ahead.length > 0) yield* (await ahead.shift()) ?? [];
  }

  async function explain(image: Uint8Array, why: Float32Array, signal?: AbortSignal): Promise<Result<Explanation, string>> {
    const found = await pool.run("explainImage", { folder, sha256, image, why, provider }, { signal });
    signal?.throwIfAborted();
    if (!found.ok) throw new Error(`the model could not be run: ${found.error.message}`);
    return typeof found.value === "string" ? err(found.value) : ok(found.value);
  }

  return ok({ model, predict, explain, close: () => pool.close() });
}

const bytesOf = (images: readonly (Uint8Array | null)[]): number => images.reduce((sum, image) => sum + (image?.byteLength ?? 0), 0);

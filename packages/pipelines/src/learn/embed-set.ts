import { hasImage, type ImageSet } from "./image-set.ts";
import type { OpenModel } from "./model-folder.ts";
import { scoresOfRows } from "./rows.ts";
import type { NetworkOutput } from "./run-network.ts";
import type { Provider } from "./runtime.ts";
import { openThread } from "./threads.ts";

type Embedding = {
  readonly threads: number;
  readonly provider?: Provider;
  readonly views?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
};

const chunk = 2000;

/** Scores and embeddings of all objects of a set that was loaded with the model's own contract; NaN of those without an image. */
export async function embedSet(
  set: ImageSet,
  { network, manifest }: Pick<OpenModel, "network" | "manifest">,
  options: Embedding,
): Promise<NetworkOutput> {
  const { shape, input } = manifest;
  const threads = Array.from({ length: options.threads }, () => openThread({ set, contract: input, provider: options.provider }));
  const scores = new Float32Array(set.names.length * shape.classes).fill(Number.NaN);
  const embeddings = new Float32Array(set.names.length * shape.embedding).fill(Number.NaN);
  const seen = [...set.names.keys()].filter((index) => hasImage(set, index));
  try {
    for (let start = 0; start < seen.length; start += chunk) {
      options.signal?.throwIfAborted();
      const indices = seen.slice(start, start + chunk);
      const found = await scoresOfRows(threads, { model: network, shape, indices, views: options.views ?? 1 });
      for (const [at, index] of indices.entries()) {
        scores.set(found.scores.subarray(at * shape.classes, (at + 1) * shape.classes), index * shape.classes);
        embeddings.set(found.embeddings.subarray(at * shape.embedding, (at + 1) * shape.embedding), index * shape.embedding);
      }
      options.onProgress?.(start + indices.length);
    }
    return { scores, embeddings };
  } finally {
    await Promise.all(threads.map((thread) => thread.close()));
  }
}

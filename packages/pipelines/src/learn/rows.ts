import type { NetworkShape } from "@nauplius/ml";
import type { NetworkOutput } from "./run-network.ts";
import type { Thread } from "./threads.ts";

export type Rows = {
  readonly model: Uint8Array;
  readonly shape: Pick<NetworkShape, "classes" | "embedding" | "numbers">;
  readonly indices: readonly number[];
  readonly views: number;
};

/** Scores and embeddings of some objects of the threads' set, in the order asked for; the threads share them evenly. */
export async function scoresOfRows(threads: readonly Thread[], { model, shape, indices, views }: Rows): Promise<NetworkOutput> {
  const each = Math.ceil(indices.length / threads.length);
  const part = (t: number) => indices.slice(t * each, (t + 1) * each);
  const parts = await Promise.all(threads.map((thread, t) => thread.predict({ kind: "predict", model, shape, views, indices: part(t) })));
  const scores = new Float32Array(indices.length * shape.classes);
  const embeddings = new Float32Array(indices.length * shape.embedding);
  for (const [t, found] of parts.entries()) {
    scores.set(found.scores, t * each * shape.classes);
    embeddings.set(found.embeddings, t * each * shape.embedding);
  }
  return { scores, embeddings };
}

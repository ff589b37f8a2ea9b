import type { Random } from "../rng.ts";
import { clusterVectors } from "./clusters.ts";
import { distancesToMeans } from "./outliers.ts";
import { suspectLabels } from "./suspects.ts";
import { countOf, packDirections, type Vectors } from "./vectors.ts";

export type CompareInput = Vectors & {
  /** Class of each vector, -1: none. */
  readonly classOf: Int32Array;
  readonly classes: number;
  /** 1: validated by a person. */
  readonly validated: Uint8Array;
  /** A model's best classes of each vector and their probabilities, [n, kept]; -1: none. */
  readonly said: { readonly kept: number; readonly classOf: Int32Array; readonly scores: Float32Array };
};

export type Compared = {
  /** Directions in signed bytes, [clusters, length]. */
  readonly centres: Int8Array;
  readonly clusters: number;
  readonly cluster: Int32Array;
  readonly spread: Float32Array;
  readonly distance: Float32Array;
  readonly suspicion: Float32Array;
  readonly suggested: Int32Array;
};

/** So many vectors a cluster, about: a page or two of a grid. */
const ofCluster = 100;
const mostClusters = 4096;

export const clusterCount = (vectors: number): number => Math.max(1, Math.min(mostClusters, Math.round(vectors / ofCluster)));

/** Everything that embeddings tell of a set of objects: clusters, outliers of classes, doubted labels. */
export function compareVectors(input: CompareInput, random: Random): Compared {
  const clusters = clusterVectors(input, clusterCount(countOf(input)), random);
  return {
    centres: packDirections(clusters.centres),
    clusters: clusters.centres.length / Math.max(1, input.length),
    cluster: clusters.cluster,
    spread: clusters.spread,
    distance: distancesToMeans(input, input),
    ...suspectLabels(input, clusters, input),
  };
}

import type { Random } from "../rng.ts";
import { chained, nearestCentre, sphericalMeans } from "./spherical-means.ts";
import { countOf, dot, inverseLengths, type Vectors } from "./vectors.ts";

export type Clusters = {
  /** Directions of length 1, [k, length], neighbours alike. */
  readonly centres: Float32Array;
  /** Of each vector, [n]. */
  readonly cluster: Int32Array;
  /** 1 - cosine to the centre of its cluster, 0..2, [n]. */
  readonly spread: Float32Array;
};

/** Rows that train a group's centres: more move them no further. */
const rowsOfCentre = 32;
const rounds = { groups: 8, clusters: 4 };

/** At most `most` rows drawn without putting back, in their order; all where there are fewer. */
function sampleOf(rows: readonly number[], most: number, random: Random): readonly number[] {
  if (rows.length <= most) return rows;
  const keep: number[] = [];
  for (const [at, row] of rows.entries()) if (random.next() * (rows.length - at) < most - keep.length) keep.push(row);
  return keep;
}

/** About `wanted` clusters of directions, in two levels so that a million vectors take a minute: groups first, then clusters within each.
 *  Groups follow one another by likeness, and so do the clusters within one: an order to look through. */
export function clusterVectors(vectors: Vectors, wanted: number, random: Random): Clusters {
  const n = countOf(vectors);
  const inverse = inverseLengths(vectors);
  const all = Array.from({ length: n }, (_, row) => row);
  const groupCount = Math.ceil(Math.sqrt(wanted));
  const learners = sampleOf(all, groupCount * 4 * rowsOfCentre, random);
  const groups = chained(
    sphericalMeans(vectors, { inverse, rows: learners, centres: groupCount, rounds: rounds.groups }, random),
    vectors.length,
  );
  const members: number[][] = Array.from({ length: groups.length / Math.max(1, vectors.length) }, () => []);
  for (const row of all) members[nearestCentre(vectors, row, groups)]?.push(row);
  const [cluster, spread] = [new Int32Array(n), new Float32Array(n)];
  const parts: Float32Array[] = [];
  let first = 0;
  for (const rows of members.filter(({ length }) => length > 0)) {
    const count = Math.max(1, Math.round((wanted * rows.length) / n));
    const sample = sampleOf(rows, count * rowsOfCentre, random);
    const own = chained(
      sphericalMeans(vectors, { inverse, rows: sample, centres: count, rounds: rounds.clusters }, random),
      vectors.length,
    );
    for (const row of rows) {
      const c = nearestCentre(vectors, row, own);
      cluster[row] = first + c;
      spread[row] = 1 - dot(vectors, row, own, c) * (inverse[row] as number);
    }
    parts.push(own);
    first += own.length / vectors.length;
  }
  const centres = new Float32Array(first * vectors.length);
  let at = 0;
  for (const part of parts) {
    centres.set(part, at);
    at += part.length;
  }
  return { centres, cluster, spread };
}

import type { Random } from "../statistics/random.ts";
import { makeNeighbours, type Neighbours } from "./neighbours.ts";
import { type Rows, squaredDistance } from "./rows.ts";
import { seedCentres } from "./seeding.ts";

/** A clustering on its way. */
export type Clusters = {
  readonly rows: Rows;
  readonly k: number;
  readonly centres: Float64Array;
  readonly labels: Uint16Array;
  /** With `gone` of the own centre added, above the distance to it; with `approached` taken away, below that to every other one. */
  readonly upper: Float64Array;
  readonly lower: Float64Array;
  readonly sums: Float64Array;
  readonly masses: Float64Array;
  /** For each centre: how far it went, and how far at most any other one came towards it. */
  readonly gone: Float64Array;
  readonly approached: Float64Array;
  readonly neighbours: Neighbours;
};

/** Clusters around the centres that k-means++ draws. */
export function seedClusters(rows: Rows, k: number, random: Random): Clusters {
  const { centres, labels, squared } = seedCentres(rows, k, random);
  return clustersOf(rows, { centres, labels, upper: squared.map(Math.sqrt) });
}

/** Centres that each individual is compared with first, so that the search for its nearest one starts near. */
const LANDMARKS = 16;

/** Clusters around given centres, every individual with one of the landmarks until it is assigned. */
export function clustersAround(rows: Rows, centres: Float64Array): Clusters {
  const { points, stride, weights } = rows;
  const k = centres.length / stride;
  const step = Math.ceil(k / LANDMARKS);
  const labels = new Uint16Array(weights.length);
  const upper = new Float64Array(weights.length);
  for (let i = 0; i < labels.length; i++) {
    let best = Number.POSITIVE_INFINITY;
    for (let j = 0; j < k; j += step) {
      const d = squaredDistance(points, i * stride, centres, j * stride, stride);
      if (d >= best) continue;
      best = d;
      labels[i] = j;
    }
    upper[i] = Math.sqrt(best);
  }
  return clustersOf(rows, { centres: centres.slice(), labels, upper });
}

function clustersOf(rows: Rows, { centres, labels, upper }: Pick<Clusters, "centres" | "labels" | "upper">): Clusters {
  const k = centres.length / rows.stride;
  const clusters: Clusters = {
    rows,
    k,
    centres,
    labels,
    upper,
    lower: new Float64Array(labels.length),
    sums: new Float64Array(centres.length),
    masses: new Float64Array(k),
    gone: new Float64Array(k),
    approached: new Float64Array(k),
    neighbours: makeNeighbours(k),
  };
  sumUp(clusters);
  return clusters;
}

/** Sums and masses of the clusters, anew. */
export function sumUp({ rows: { points, stride, weights }, labels, sums, masses }: Clusters): void {
  sums.fill(0);
  masses.fill(0);
  for (let i = 0; i < labels.length; i++) {
    const w = weights[i];
    masses[labels[i]] += w;
    for (let c = 0; c < stride; c++) sums[labels[i] * stride + c] += w * points[i * stride + c];
  }
}

/** Moves an individual's weight from one cluster's sums to another's. */
export function handOver({ rows: { points, stride, weights }, sums, masses }: Clusters, i: number, from: number, to: number): void {
  const w = weights[i];
  masses[from] -= w;
  masses[to] += w;
  for (let c = 0; c < stride; c++) {
    const x = w * points[i * stride + c];
    sums[from * stride + c] -= x;
    sums[to * stride + c] += x;
  }
}

/** Moves each centre to the mean of its cluster; by how much that lowers the objective. */
export function moveCentres(clusters: Clusters): number {
  fillEmpty(clusters);
  const { k, centres, sums, masses, gone, approached, rows } = clusters;
  const moves = new Float64Array(k);
  let gain = 0;
  for (let j = 0; j < k; j++) {
    let squared = 0;
    for (let c = j * rows.stride; c < (j + 1) * rows.stride; c++) {
      const mean = sums[c] / masses[j];
      squared += (mean - centres[c]) ** 2;
      centres[c] = mean;
    }
    moves[j] = Math.sqrt(squared);
    gain += masses[j] * squared;
  }
  const longest = moves.indexOf(moves.reduce((a, b) => Math.max(a, b), 0));
  const second = moves.reduce((most, move, j) => (j === longest ? most : Math.max(most, move)), 0);
  for (let j = 0; j < k; j++) {
    gone[j] += moves[j];
    approached[j] += j === longest ? second : moves[longest];
  }
  return gain;
}

/** Gives empty clusters the individuals that cost most. */
export function fillEmpty(clusters: Clusters): void {
  const { k, masses } = clusters;
  // Adding and taking away leaves crumbs of rounding where nothing is.
  const crumb = (1e-12 * masses.reduce((sum, mass) => sum + mass, 0)) / clusters.labels.length;
  for (let j = 0; j < k; j++) {
    if (masses[j] > crumb) continue;
    sumUp(clusters);
    if (masses[j] === 0) moveToCostliest(clusters, j);
  }
}

function moveToCostliest(clusters: Clusters, j: number): void {
  const { rows, labels, centres, upper, lower } = clusters;
  const { points, stride, weights } = rows;
  let worst = -1;
  let cost = 0;
  for (let i = 0; i < labels.length; i++) {
    const own = weights[i] * squaredDistance(points, i * stride, centres, labels[i] * stride, stride);
    if (own > cost) [worst, cost] = [i, own];
  }
  if (worst < 0) throw new RangeError("fewer different individuals with weight than morphs");
  handOver(clusters, worst, labels[worst], j);
  labels[worst] = j;
  centres.set(points.subarray(worst * stride, (worst + 1) * stride), j * stride);
  // No bound says anything about a centre that jumped.
  upper.fill(Number.POSITIVE_INFINITY);
  lower.fill(Number.NEGATIVE_INFINITY);
}

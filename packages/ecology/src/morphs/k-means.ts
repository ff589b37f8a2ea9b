import { drawWithout, type Random } from "../statistics/random.ts";
import { assign } from "./assign.ts";
import { type Clusters, clustersAround, fillEmpty, moveCentres, seedClusters, sumUp } from "./clusters.ts";
import { type Problem, pickRows, type Rows, restride, rowsOf, squaredDistance, totalSquares } from "./rows.ts";

export type KMeansOptions = {
  readonly k: number;
  /** Default 100, as published. */
  readonly maxIterations?: number;
  /** Ends when a move of the centres gains less than this share of the whole sum of squares. Default 1e-6. */
  readonly tolerance?: number;
};

export type Clustering = {
  /** Row-major; fewer than asked where there are fewer different individuals with weight. */
  readonly centres: Float64Array;
  /** The nearest centre of each individual. */
  readonly labels: Uint16Array;
  /** Sum of weights in each cluster; never 0. */
  readonly masses: Float64Array;
  /** Sum of weight x squared distance to the centre. */
  readonly objective: number;
  readonly iterations: number;
  readonly converged: boolean;
};

/** Individuals a morph on which centres settle before all individuals are asked. */
const SETTLE_ON = 500;

/**
 * One start of weighted k-means: k-means++ seeds, then Lloyd's iterations; assignment by plain distance, centres by weighted means,
 * as the published scripts do. A cluster that runs empty takes the individual that costs most. Of more than twice 500 k individuals
 * a random 500 k are clustered first, and all of them from there: the same optimum, several times sooner.
 */
export function kMeansStart(problem: Problem, options: KMeansOptions, random: Random): Clustering {
  const rows = rowsOf(problem, options.k);
  const limit = (options.tolerance ?? 1e-6) * totalSquares(problem);
  const most = options.maxIterations ?? 100;
  const clusters = begin(rows, { k: options.k, limit, most }, random);
  const ended = iterate(clusters, limit, most);
  fillEmpty(clusters);
  return { ...finish(clusters, problem.dims), ...ended };
}

function begin(rows: Rows, { k, limit, most }: { k: number; limit: number; most: number }, random: Random): Clusters {
  const n = rows.weights.length;
  const size = SETTLE_ON * k;
  if (n <= 2 * size) return seedClusters(rows, k, random);
  const settled = seedClusters(pickRows(rows, drawWithout(n, size, random)), k, random);
  iterate(settled, (limit * size) / n, most);
  const clusters = clustersAround(rows, settled.centres);
  assign(clusters);
  return clusters;
}

function iterate(clusters: Clusters, limit: number, most: number): { iterations: number; converged: boolean } {
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < most) {
    iterations++;
    converged = moveCentres(clusters) <= limit;
    assign(clusters);
  }
  return { iterations, converged };
}

function finish(clusters: Clusters, dims: number): Omit<Clustering, "iterations" | "converged"> {
  const { rows, centres, labels, masses } = clusters;
  const { points, stride, weights } = rows;
  sumUp(clusters);
  let objective = 0;
  for (let i = 0; i < labels.length; i++)
    objective += weights[i] * squaredDistance(points, i * stride, centres, labels[i] * stride, stride);
  return { centres: restride(centres, stride, dims), labels, masses, objective };
}

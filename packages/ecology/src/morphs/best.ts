import type { Random } from "../statistics/random.ts";
import { type Clustering, type KMeansOptions, kMeansStart } from "./k-means.ts";
import type { Problem } from "./rows.ts";

/** The clustering of lowest objective; the earlier one of equals, so that the order of threads does not matter. */
export function bestOf(clusterings: readonly Clustering[]): Clustering {
  const [first, ...others] = clusterings;
  if (first === undefined) throw new RangeError("got no clustering, expected at least one start");
  return others.reduce((best, other) => (other.objective < best.objective ? other : best), first);
}

/**
 * Several starts, the best kept, its morphs numbered by mass (0 is the commonest). `randomOf` gives each start its own generator: a host
 * that runs `kMeansStart(problem, options, randomOf(i))` on several threads and then `byMass(bestOf(...))` gets the same morphs.
 */
export function kMeans(
  problem: Problem,
  options: KMeansOptions & { readonly starts: number },
  randomOf: (start: number) => Random,
): Clustering {
  const starts = Array.from({ length: options.starts }, (_, start) => kMeansStart(problem, options, randomOf(start)));
  return byMass(bestOf(starts), problem.dims);
}

/** The same clustering, its clusters numbered by descending mass. */
export function byMass(clustering: Clustering, dims: number): Clustering {
  const { centres, labels, masses } = clustering;
  const order = Array.from(masses.keys()).sort((a, b) => masses[b] - masses[a] || a - b);
  const numberOf = new Uint16Array(order.length);
  for (const [number, j] of order.entries()) numberOf[j] = number;
  return {
    ...clustering,
    centres: Float64Array.from({ length: centres.length }, (_, i) => centres[order[Math.floor(i / dims)] * dims + (i % dims)]),
    labels: labels.map((label) => numberOf[label]),
    masses: Float64Array.from(order, (j) => masses[j]),
  };
}

/** The nearest of given centres for each individual: how new individuals join frozen morphs. */
export function nearestCentres(points: Float64Array, dims: number, centres: Float64Array): Uint16Array {
  const labels = new Uint16Array(points.length / dims);
  for (let i = 0; i < labels.length; i++) {
    let best = Number.POSITIVE_INFINITY;
    for (let j = 0; j < centres.length / dims; j++) {
      let d = 0;
      for (let c = 0; c < dims; c++) d += (points[i * dims + c] - centres[j * dims + c]) ** 2;
      if (d >= best) continue;
      best = d;
      labels[i] = j;
    }
  }
  return labels;
}

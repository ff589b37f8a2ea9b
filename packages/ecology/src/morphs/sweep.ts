import { drawWithout, type Random } from "../statistics/random.ts";
import { adjustedRand } from "./adjusted-rand.ts";
import { byMass, nearestCentres } from "./best.ts";
import { type Clustering, type KMeansOptions, kMeansStart } from "./k-means.ts";
import { type Problem, totalSquares } from "./rows.ts";

export type SweepPoint = {
  readonly k: number;
  /** Share of the weighted sum of squares that is left within morphs. */
  readonly within: number;
  /** Adjusted Rand index between partitions from halves of the individuals, over all pairs of resamples: mean, least and greatest. */
  readonly stability: { readonly mean: number; readonly low: number; readonly high: number } | null;
  /** The morphs of all individuals at this k, to compute every index from. */
  readonly clustering: Clustering;
};

export type SweepOptions = Omit<KMeansOptions, "k"> & {
  /** Half samples whose partitions are compared; 0 or 1 leaves stability out. Default 5. */
  readonly resamples?: number;
  /** Individuals on which partitions are compared, and twice the size of a half sample; default 20,000. */
  readonly compared?: number;
};

/**
 * One step of the sweep over k: is the cut a property of the data, or of the cutting? Each resample clusters a random half and gives
 * all compared individuals to its morphs; partitions that hardly agree say that the borders are arbitrary.
 * `randomOf` names each draw, so that a host may run steps and their parts in any order.
 */
export function sweepStep(problem: Problem, k: number, options: SweepOptions, randomOf: (part: string) => Random): SweepPoint {
  const clustering = byMass(kMeansStart(problem, { ...options, k }, randomOf("all")), problem.dims);
  const compared = pick(problem, options.compared ?? 20_000, randomOf("compared"));
  const resamples = options.resamples ?? 5;
  const half = Math.floor(compared.weights.length / 2);
  const partitions: Uint16Array[] = [];
  for (let i = 0; i < resamples && half >= k; i++) {
    const random = randomOf(`resample ${i}`);
    const { centres } = kMeansStart(pick(compared, half, random), { ...options, k }, random);
    partitions.push(nearestCentres(compared.points, compared.dims, centres));
  }
  const agreements = partitions.flatMap((a, i) => partitions.slice(0, i).map((b) => adjustedRand(a, b)));
  const stability =
    agreements.length === 0
      ? null
      : {
          mean: agreements.reduce((sum, value) => sum + value, 0) / agreements.length,
          low: Math.min(...agreements),
          high: Math.max(...agreements),
        };
  return { k, within: clustering.objective / totalSquares(problem), stability, clustering };
}

/** The k worth trying: all below `most` of a series that grows by about a third. */
export const usualSweep = (most: number): number[] => [5, 7, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 400].filter((k) => k <= most);

/** k for a number of objects: 200 from 20,000 on, else a hundredth of them, at least 2. */
export const usualMorphs = (objects: number): number => (objects >= 20_000 ? 200 : Math.max(2, Math.floor(objects / 100)));

function pick({ points, dims, weights }: Problem, size: number, random: Random): Problem {
  const n = weights.length;
  if (size >= n) return { points, dims, weights };
  const rows = drawWithout(n, size, random);
  return {
    points: Float64Array.from({ length: size * dims }, (_, i) => points[rows[Math.floor(i / dims)] * dims + (i % dims)]),
    dims,
    weights: Float64Array.from(rows, (row) => weights[row]),
  };
}

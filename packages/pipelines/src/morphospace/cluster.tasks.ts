import { createRng } from "@nauplius/domain";
import { type Clustering, kMeansStart } from "@nauplius/ecology";

export type StartInput = {
  /** Views of shared memory: every thread reads the same individuals. */
  readonly points: Float64Array;
  readonly weights: Float64Array;
  readonly dims: number;
  readonly k: number;
  readonly maxIterations?: number;
  readonly tolerance?: number;
  readonly seed: number;
  readonly start: number;
};

/** The generator of a start depends on seed and number alone, so that the thread it runs on does not matter. */
export const start = ({ points, weights, dims, seed, start: number, ...options }: StartInput): Clustering =>
  kMeansStart({ points, dims, weights }, options, createRng(seed).fork(`start ${number}`).next);

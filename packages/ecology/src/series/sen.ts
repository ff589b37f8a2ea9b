import { normalQuantile } from "../statistics/normal.ts";
import { quantiles } from "../statistics/quantile.ts";

export type Slope = { readonly slope: number; readonly low: number; readonly high: number; readonly level: number };

/** Slopes of all pairs, in units of value a unit of time; NaN takes no part. */
export function pairSlopes(times: ArrayLike<number>, values: ArrayLike<number>): number[] {
  const slopes: number[] = [];
  for (let i = 1; i < values.length; i++) {
    for (let j = 0; j < i; j++) {
      const slope = (values[i] - values[j]) / (times[i] - times[j]);
      if (slope - slope === 0) slopes.push(slope);
    }
  }
  return slopes;
}

/**
 * Sen's slope: the median of the slopes of all pairs, with the interval of ranks around it (Sen 1968; Gilbert 1987, ch. 16) that the
 * `variance` of Kendall's score gives: that of the test beside it, so that both tell the same. Null without a pair.
 */
export function senSlope(slopes: readonly number[], variance: number, level = 0.95): Slope | null {
  const n = slopes.length;
  if (n === 0) return null;
  const half = normalQuantile(0.5 + level / 2) * Math.sqrt(variance);
  // Ranks (n - half)/2 and (n + half)/2 + 1, counted from 1, straight lines between ranks.
  const share = (rank: number): number => (n === 1 ? 0 : Math.min(1, Math.max(0, (rank - 1) / (n - 1))));
  const [slope, low, high] = quantiles(slopes, [0.5, share((n - half) / 2), share((n + half) / 2 + 1)]);
  return { slope, low, high, level };
}

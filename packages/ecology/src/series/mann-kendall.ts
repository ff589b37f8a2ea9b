import { normalQuantile, normalTwoSided } from "../statistics/normal.ts";
import { median } from "../statistics/quantile.ts";
import { autocorrelation } from "./autocorrelation.ts";
import { midRanks } from "./ranks.ts";

export type TrendTest = {
  readonly n: number;
  /** Pairs that rise less pairs that fall. */
  readonly s: number;
  readonly variance: number;
  /** With continuity correction. */
  readonly z: number;
  readonly p: number;
};

/** Sum of signs of all later values less all earlier ones; NaN takes no part. */
export function kendallScore(values: ArrayLike<number>): number {
  let s = 0;
  for (let i = 1; i < values.length; i++) for (let j = 0; j < i; j++) s += Math.sign(values[i] - values[j]) || 0;
  return s;
}

/** Variance of the score of independent values, with the correction for ties (Kendall 1975). */
export function scoreVariance(values: ArrayLike<number>): number {
  const groups = new Map<number, number>();
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    n++;
    groups.set(values[i], (groups.get(values[i]) ?? 0) + 1);
  }
  const term = (t: number): number => t * (t - 1) * (2 * t + 5);
  return [...groups.values()].reduce((left, t) => left - term(t), term(n)) / 18;
}

export function testOf(n: number, s: number, variance: number): TrendTest {
  const z = variance > 0 ? (s - Math.sign(s)) / Math.sqrt(variance) : 0;
  return { n, s, variance, z, p: normalTwoSided(z) };
}

/** Mann-Kendall test of a monotonic trend (Mann 1945; Kendall 1975), values in order of time, NaN missing. Assumes independent values. */
export function mannKendall(values: ArrayLike<number>): TrendTest {
  return testOf(
    Array.from(values as ArrayLike<number>).filter((value) => !Number.isNaN(value)).length,
    kendallScore(values),
    scoreVariance(values),
  );
}

/**
 * Mann-Kendall test with the variance corrected for autocorrelation (Hamed and Rao 1998, J. Hydrology 204:182): of the ranks of what
 * Sen's slope leaves, the lags that are significant at 5 %. `values` regular in time; NaN leaves its pairs out.
 */
export function hamedRao(values: ArrayLike<number>): TrendTest & { readonly inflation: number } {
  const plain = mannKendall(values);
  const { n } = plain;
  const slopes: number[] = [];
  for (let i = 1; i < values.length; i++)
    for (let j = 0; j < i; j++) if (!Number.isNaN(values[i] - values[j])) slopes.push((values[i] - values[j]) / (i - j));
  const slope = median(slopes);
  const ranks = midRanks(Float64Array.from(values as ArrayLike<number>, (value, i) => value - slope * i));
  const limit = normalQuantile(0.975) / Math.sqrt(n);
  let sum = 0;
  for (const [lag, r] of autocorrelation(ranks).entries())
    if (lag > 0 && Math.abs(r) > limit) sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * r;
  const inflation = 1 + (2 * sum) / (n * (n - 1) * (n - 2));
  // Negative autocorrelation may drive the estimate below 0; the test then falls back on independence.
  const variance = inflation > 0 ? plain.variance * inflation : plain.variance;
  return { ...testOf(n, plain.s, variance), inflation };
}

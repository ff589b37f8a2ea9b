import { gammaTails, logGamma, poissonDensity } from "./gamma.ts";
import { normalQuantile } from "./normal.ts";

/** x with P(a, x) = p: the quantile of the gamma distribution of shape a and scale 1. Newton's steps inside a shrinking bracket. */
export function gammaQuantile(p: number, a: number): number {
  if (p <= 0 || a <= 0) return 0;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  const upperTail = p > 0.5;
  // Wilson and Hilferty 1931; small shapes from the first term of the series.
  const z = normalQuantile(p);
  const cube = a * (1 - 1 / (9 * a) + z / (3 * Math.sqrt(a))) ** 3;
  let x = cube > 0.01 * a ? cube : Math.exp((Math.log(p) + logGamma(a + 1)) / a);
  if (!(x > 0)) x = a;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  for (let step = 0; step < 200; step++) {
    const tails = gammaTails(a, x);
    const error = upperTail ? 1 - p - tails.upper : tails.lower - p;
    if (error > 0) high = x;
    else low = x;
    // The density of the distribution at x is x^(a-1) e^-x / Gamma(a).
    let next = x - error / ((poissonDensity(a, x) * a) / x);
    if (!(next > low && next < high)) next = high === Number.POSITIVE_INFINITY ? 2 * x : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * x) return next;
    x = next;
  }
  return x;
}

export const chiSquareQuantile = (p: number, df: number): number => 2 * gammaQuantile(p, df / 2);
export const chiSquareUpperTail = (x: number, df: number): number => gammaTails(df / 2, x / 2).upper;

import { studentHalfWidth, studentTwoSided } from "../statistics/student.ts";
import { autocorrelation } from "./autocorrelation.ts";

export type LineTrend = {
  readonly intercept: number;
  readonly slope: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly t: number;
  readonly p: number;
  /** Correlation of neighbouring residuals, fitted; 0 for plain least squares. */
  readonly phi: number;
  readonly n: number;
};

type Fit = Omit<LineTrend, "low" | "high" | "t" | "p" | "n"> & { readonly criterion: number };

/**
 * Line through values whose errors are AR(1) with a given phi; by whitening each value with the one before it. `places` count steps of
 * the series, so that gaps weaken the correlation to phi^gap. The criterion is -2 times the restricted likelihood but for constants.
 */
function fitWith(phi: number, times: readonly number[], places: readonly number[], values: readonly number[]): Fit {
  const n = values.length;
  let [s0, s1, s2, y0, y1, yy, logs] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const rho = i === 0 ? 0 : Math.sign(phi) ** (places[i] - places[i - 1]) * Math.abs(phi) ** (places[i] - places[i - 1]);
    const scale = Math.sqrt(1 - rho * rho);
    const one = (i === 0 ? 1 : 1 - rho) / scale;
    const t = (i === 0 ? times[0] : times[i] - rho * times[i - 1]) / scale;
    const y = (i === 0 ? values[0] : values[i] - rho * values[i - 1]) / scale;
    s0 += one * one;
    s1 += one * t;
    s2 += t * t;
    y0 += one * y;
    y1 += t * y;
    yy += y * y;
    logs += Math.log(1 - rho * rho);
  }
  const determinant = s0 * s2 - s1 * s1;
  const slope = (s0 * y1 - s1 * y0) / determinant;
  const intercept = (s2 * y0 - s1 * y1) / determinant;
  const residual = Math.max(0, yy - intercept * y0 - slope * y1);
  const standardError = Math.sqrt((residual / (n - 2)) * (s0 / determinant));
  return { intercept, slope, standardError, phi, criterion: (n - 2) * Math.log(residual) + logs + Math.log(determinant) };
}

/** phi of the greatest restricted likelihood: a scan, then golden section in the best bracket. */
function bestPhi(criterionOf: (phi: number) => number): number {
  const scan = Array.from({ length: 79 }, (_, i) => -0.975 + i * 0.025);
  const best = scan.reduce((low, phi) => (criterionOf(phi) < criterionOf(low) ? phi : low));
  let [a, b] = [Math.max(-0.9999, best - 0.025), Math.min(0.9999, best + 0.025)];
  const ratio = (Math.sqrt(5) - 1) / 2;
  while (b - a > 1e-10) {
    const [left, right] = [b - ratio * (b - a), a + ratio * (b - a)];
    if (criterionOf(left) < criterionOf(right)) b = right;
    else a = left;
  }
  return (a + b) / 2;
}

/**
 * Linear trend by generalised least squares with AR(1) errors, restricted maximum likelihood: R's nlme::gls(y ~ t, correlation = corAR1())
 * (corCAR1 where there are gaps). `values` regular in time, NaN missing; `times` in the unit that the slope is wanted in.
 * `autocorrelated: false` is ordinary least squares. Null with fewer than four values.
 */
export function lineTrend(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  how: { autocorrelated: boolean; level?: number },
): LineTrend | null {
  const places: number[] = [];
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) places.push(i);
  const n = places.length;
  if (n < 4) return null;
  // Times from their middle, or the sums lose their digits.
  const middle = (times[places[0]] + times[places[n - 1]]) / 2;
  const t = places.map((i) => times[i] - middle);
  const y = places.map((i) => values[i]);
  const phi = how.autocorrelated ? bestPhi((candidate) => fitWith(candidate, t, places, y).criterion) : 0;
  const { criterion: _, intercept, ...fit } = fitWith(phi, t, places, y);
  const half = studentHalfWidth(how.level ?? 0.95, n - 2) * fit.standardError;
  const ratio = fit.slope / fit.standardError;
  return {
    ...fit,
    intercept: intercept - fit.slope * middle,
    low: fit.slope - half,
    high: fit.slope + half,
    t: ratio,
    p: studentTwoSided(ratio, n - 2),
    n,
  };
}

/** Partial autocorrelation at lag 1 of the residuals of a line: above 0.2 in size the published recipe fits AR(1) errors. */
export function residualCorrelation(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  line: Pick<LineTrend, "intercept" | "slope">,
): number {
  return (
    autocorrelation(Float64Array.from(values as ArrayLike<number>, (value, i) => value - line.intercept - line.slope * times[i]))[1] ?? 0
  );
}

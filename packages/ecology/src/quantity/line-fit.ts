import { studentHalfWidth } from "../statistics/student.ts";

export type LineFit = {
  readonly slope: number;
  readonly intercept: number;
  readonly low: number;
  readonly high: number;
  readonly r2: number;
  readonly n: number;
};

/** Ordinary least squares with the t interval of the slope; null with fewer than three points. */
export function fitLine(x: readonly number[], y: readonly number[], level = 0.95): LineFit | null {
  const n = x.length;
  if (n < 3) return null;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / n;
  const [mx, my] = [mean(x), mean(y)];
  const sxx = x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
  const sxy = x.reduce((sum, value, i) => sum + (value - mx) * ((y[i] ?? Number.NaN) - my), 0);
  const syy = y.reduce((sum, value) => sum + (value - my) ** 2, 0);
  if (!(sxx > 0)) return null;
  const slope = sxy / sxx;
  const residual = Math.max(0, syy - slope * sxy);
  const half = studentHalfWidth(level, n - 2) * Math.sqrt(residual / (n - 2) / sxx);
  return { slope, intercept: my - slope * mx, low: slope - half, high: slope + half, r2: syy > 0 ? 1 - residual / syy : 1, n };
}

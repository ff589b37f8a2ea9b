import { midRanks } from "../series/ranks.ts";

/** Spearman's rank correlation of two figures over the units that have both; null below three, or where one of them never varies. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const both = Array.from({ length: a.length }, (_, i) => i).filter((i) => !Number.isNaN(a[i]) && !Number.isNaN(b[i]));
  if (both.length < 3) return null;
  const [x, y] = [midRanks(Float64Array.from(both, (i) => a[i])), midRanks(Float64Array.from(both, (i) => b[i]))];
  const middle = (both.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < both.length; i++) {
    xy += (x[i] - middle) * (y[i] - middle);
    xx += (x[i] - middle) ** 2;
    yy += (y[i] - middle) ** 2;
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}

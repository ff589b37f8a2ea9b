import { chiSquareQuantile } from "../statistics/chi-square.ts";

export type Interval = { readonly low: number; readonly high: number };

/** Exact interval for the mean of a Poisson count (Garwood 1936, Biometrika 28:437): of n raw individuals, before any scaling. 0 gives [0, 3.69] at 95 %. */
export function poissonInterval(n: number, level = 0.95): Interval {
  if (!(n >= 0 && Number.isInteger(n))) throw new RangeError(`poissonInterval: got ${n}, expected a whole number of individuals`);
  const tail = (1 - level) / 2;
  return { low: n === 0 ? 0 : chiSquareQuantile(tail, 2 * n) / 2, high: chiSquareQuantile(1 - tail, 2 * n + 2) / 2 };
}

/** A sum of counts that weigh differently: sum of weights, sum of their squares, and the largest weight one more individual could have. */
export type Weighted = { readonly sum: number; readonly squares: number; readonly largest: number };

/**
 * Interval for a weighted sum of Poisson counts (Fay and Feuer 1997, Statistics in Medicine 16:791): parts of a sample with different
 * sub-sampling, or individuals that weigh by their volume. With one weight it is Garwood's interval times that weight; never too narrow.
 */
export function weightedPoissonInterval({ sum, squares, largest }: Weighted, level = 0.95): Interval {
  const tail = (1 - level) / 2;
  const low = sum === 0 ? 0 : (squares / (2 * sum)) * chiSquareQuantile(tail, (2 * sum * sum) / squares);
  if (largest === 0) return { low, high: low };
  const [more, spread] = [sum + largest, squares + largest * largest];
  return { low, high: (spread / (2 * more)) * chiSquareQuantile(1 - tail, (2 * more * more) / spread) };
}

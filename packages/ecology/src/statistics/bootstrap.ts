import { quantiles } from "./quantile.ts";
import type { Random } from "./random.ts";

export type Bootstrap = {
  readonly estimate: number;
  /** Mean of the draws less the estimate: what resampling alone adds or takes. */
  readonly bias: number;
  readonly low: number;
  readonly high: number;
  /** Draws in which the statistic existed. */
  readonly draws: number;
};

export type BootstrapOptions = {
  /** Default 999. */
  readonly draws?: number;
  /** Default 0.95. */
  readonly level?: number;
  readonly random: Random;
};

/**
 * Percentile bootstrap over `size` units (Efron 1979): samples for means of samples, individuals for an index of one sample.
 * `statistic` gets the indices of a draw and may use `random` for what varies within a unit (nested: the classification of its objects,
 * its Poisson counts); null where it does not exist. Null where fewer than half of the draws have a value, or nothing can vary.
 */
export function bootstrap(
  size: number,
  statistic: (indices: Int32Array, random: Random | null) => number | null,
  { draws = 999, level = 0.95, random }: BootstrapOptions,
): Bootstrap | null {
  const estimate = statistic(
    Int32Array.from({ length: size }, (_, i) => i),
    null,
  );
  if (estimate === null || size < 2) return null;
  const values: number[] = [];
  const indices = new Int32Array(size);
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < size; i++) indices[i] = Math.floor(random() * size);
    const value = statistic(indices, random);
    if (value !== null) values.push(value);
  }
  return summariseDraws(estimate, values, { draws, level });
}

/** Interval and bias of the draws that had a value; null where fewer than half had. */
export function summariseDraws(
  estimate: number,
  values: readonly number[],
  { draws, level }: { draws: number; level: number },
): Bootstrap | null {
  if (values.length < draws / 2) return null;
  const [low = Number.NaN, high = Number.NaN] = quantiles(values, [(1 - level) / 2, (1 + level) / 2]);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { estimate, bias: mean - estimate, low, high, draws: values.length };
}

/** Mean over samples with its interval; a sample may lack its value (null) and then takes no part. */
export function bootstrapMean(values: readonly (number | null)[], options: BootstrapOptions): Bootstrap | null {
  const known = values.filter((value) => value !== null);
  return bootstrap(
    known.length,
    (indices) => (known.length === 0 ? null : indices.reduce((sum, i) => sum + (known[i] ?? 0), 0) / known.length),
    options,
  );
}

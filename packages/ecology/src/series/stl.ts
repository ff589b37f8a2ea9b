import { median } from "../statistics/quantile.ts";
import { type Known, type LoessOptions, loess } from "./loess.ts";

export type StlOptions = {
  /** Observations a cycle: 52 for weeks, 12 for months. */
  readonly period: number;
  /** Width of the smoother of each season over the cycles, or the same season in every cycle. */
  readonly seasonal: number | "periodic";
  /** Width of the trend's smoother; R's default where not given. The talk takes 5 cycles (52 * 5). */
  readonly trend?: number;
  /** Weighs outliers down by 15 rounds of bisquare weights. */
  readonly robust?: boolean;
};

/** Parts of a series: value = seasonal + trend + remainder. The remainder is NaN where the value is missing; the other parts never. */
export type Stl = { readonly seasonal: Float64Array; readonly trend: Float64Array; readonly remainder: Float64Array };

const nextOdd = (x: number): number => {
  const whole = Math.ceil(x);
  return whole % 2 === 0 ? whole + 1 : whole;
};

type Plan = { readonly period: number; readonly seasonal: LoessOptions; readonly low: LoessOptions; readonly trend: LoessOptions };

/** Windows, degrees and jumps as R's stl() sets them. */
function planOf({ period, seasonal, trend }: StlOptions, n: number): Plan {
  const wide = seasonal === "periodic" ? 10 * n + 1 : Math.max(3, nextOdd(seasonal));
  const trendWindow = Math.max(3, nextOdd(trend ?? nextOdd((1.5 * period) / (1 - 1.5 / wide))));
  const lowWindow = nextOdd(period);
  const smoother = (window: number, degree: 0 | 1): LoessOptions => ({ window, degree, jump: Math.ceil(window / 10) });
  return { period, seasonal: smoother(wide, 0), low: smoother(lowWindow, 1), trend: smoother(trendWindow, 1) };
}

/**
 * Seasonal-trend decomposition by loess (Cleveland et al. 1990); equal to R's stl() on a complete series. NaN is missing: local fits use
 * the nearest values there are (as R's stlplus). Null where the series has less than two cycles, or a season without any value.
 */
export function stl(values: ArrayLike<number>, options: StlOptions): Stl | null {
  const n = values.length;
  const { period } = options;
  if (!(Number.isInteger(period) && period >= 2)) throw new RangeError(`stl: got period ${period}, expected a whole number from 2 up`);
  if (n < 2 * period || !everySeasonKnown(values, period)) return null;
  const plan = planOf(options, n);
  const robustness = new Float64Array(n).fill(1);
  let parts = { seasonal: new Float64Array(n), trend: new Float64Array(n) };
  const rounds = options.robust ? 16 : 1;
  for (let round = 0; round < rounds; round++) {
    for (let inner = 0; inner < (options.robust ? 1 : 2); inner++) {
      const next = step(values, parts.trend, plan, round === 0 ? null : robustness);
      if (next === null) return null;
      parts = next;
    }
    if (options.robust) reweigh(values, parts, robustness);
  }
  if (options.seasonal === "periodic") averageSeasons(parts.seasonal, period);
  const remainder = Float64Array.from({ length: n }, (_, i) => values[i] - parts.seasonal[i] - parts.trend[i]);
  return { ...parts, remainder };
}

function everySeasonKnown(values: ArrayLike<number>, period: number): boolean {
  const known = new Uint8Array(period);
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) known[i % period] = 1;
  return known.every((one) => one === 1);
}

/** One inner pass: seasons of what the trend leaves, freed of low frequencies; then the trend of what the seasons leave. */
function step(
  values: ArrayLike<number>,
  trend: Float64Array,
  plan: Plan,
  robustness: Float64Array | null,
): { seasonal: Float64Array<ArrayBuffer>; trend: Float64Array<ArrayBuffer> } | null {
  const n = values.length;
  const cycles = smoothSeasons(values, trend, plan, robustness);
  if (cycles === null) return null;
  const filtered = movingMeans(movingMeans(movingMeans(cycles, plan.period), plan.period), 3);
  const low = loess({ at: Array.from(filtered.keys()), values: filtered, weights: null }, 0, n - 1, plan.low);
  if (low === null) return null;
  const seasonal = Float64Array.from({ length: n }, (_, i) => cycles[plan.period + i] - low[i]);
  const next = loess(
    knownOf(values, (i) => values[i] - seasonal[i], robustness),
    0,
    n - 1,
    plan.trend,
  );
  return next === null ? null : { seasonal, trend: Float64Array.from(next) };
}

/** Each season smoothed over the cycles, one cycle farther at both ends. */
function smoothSeasons(values: ArrayLike<number>, trend: Float64Array, { period, seasonal }: Plan, robustness: Float64Array | null) {
  const n = values.length;
  const cycles = new Float64Array(n + 2 * period);
  for (let season = 0; season < period; season++) {
    const at: number[] = [];
    const places: number[] = [];
    for (let i = season, cycle = 0; i < n; i += period, cycle++) {
      if (Number.isNaN(values[i])) continue;
      at.push(cycle);
      places.push(i);
    }
    const known: Known = {
      at,
      values: places.map((i) => values[i] - trend[i]),
      weights: robustness === null ? null : places.map((i) => robustness[i]),
    };
    const count = Math.floor((n - 1 - season) / period) + 1;
    const inside = loess(known, 0, count - 1, seasonal);
    if (inside === null) return null;
    const [before, after] = [loess(known, -1, -1, seasonal), loess(known, count, count, seasonal)];
    const smooth = [before?.[0] ?? inside[0], ...inside, after?.[0] ?? inside[count - 1]];
    for (const [cycle, value] of smooth.entries()) cycles[season + cycle * period] = value;
  }
  return cycles;
}

function knownOf(values: ArrayLike<number>, valueAt: (i: number) => number, robustness: Float64Array | null): Known {
  const at: number[] = [];
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) at.push(i);
  return { at, values: at.map(valueAt), weights: robustness === null ? null : at.map((i) => robustness[i]) };
}

/** Means of `width` neighbours: `width` - 1 fewer values than given. */
function movingMeans(values: Float64Array, width: number): Float64Array {
  const means = new Float64Array(values.length - width + 1);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    if (i >= width) sum -= values[i - width];
    if (i >= width - 1) means[i - width + 1] = sum / width;
  }
  return means;
}

/** Bisquare weights of the residuals: none beyond six times their median size. */
function reweigh(values: ArrayLike<number>, { seasonal, trend }: { seasonal: Float64Array; trend: Float64Array }, weights: Float64Array) {
  const residuals = weights.map((_, i) => Math.abs(values[i] - seasonal[i] - trend[i]));
  const limit = 6 * median(residuals);
  for (let i = 0; i < weights.length; i++) {
    const r = residuals[i];
    weights[i] = Number.isNaN(r) || r > 0.999 * limit ? 0 : r <= 0.001 * limit ? 1 : (1 - (r / limit) ** 2) ** 2;
  }
}

function averageSeasons(seasonal: Float64Array, period: number): void {
  for (let season = 0; season < period; season++) {
    let [sum, count] = [0, 0];
    for (let i = season; i < seasonal.length; i += period) {
      sum += seasonal[i];
      count++;
    }
    for (let i = season; i < seasonal.length; i += period) seasonal[i] = sum / count;
  }
}

/** What is left without the seasons: trend + remainder, the trend alone where the value is missing (as published). */
export const deseasonalised = ({ trend, remainder }: Stl): Float64Array =>
  trend.map((value, i) => value + (Number.isNaN(remainder[i]) ? 0 : remainder[i]));

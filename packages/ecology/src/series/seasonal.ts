import { median } from "../statistics/quantile.ts";
import { kendallScore, scoreVariance, type TrendTest, testOf } from "./mann-kendall.ts";
import { midRanks } from "./ranks.ts";
import { pairSlopes, type Slope, senSlope } from "./sen.ts";

/** Values by year (rows) and season (columns), row-major; NaN is missing. */
export type SeasonTable = { readonly values: Float64Array; readonly years: number; readonly seasons: number; readonly firstYear: number };

/**
 * One value a year and season from its observations, as raw as they are; interpolated values have no place here. `cell` is their mean by
 * default: of a rare taxon most weeks count none, and the median of a month would hide any trend. The median is for values with outliers.
 * `yearOf` and `seasonOf` number each observation.
 */
export function seasonTable(
  yearOf: ArrayLike<number>,
  seasonOf: ArrayLike<number>,
  values: ArrayLike<number>,
  { seasons, cell = "mean" }: { readonly seasons: number; readonly cell?: "mean" | "median" },
): SeasonTable | null {
  const cells = new Map<number, number[]>();
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    [first, last] = [Math.min(first, yearOf[i]), Math.max(last, yearOf[i])];
    const key = yearOf[i] * seasons + seasonOf[i];
    const found = cells.get(key);
    if (found === undefined) cells.set(key, [values[i]]);
    else found.push(values[i]);
  }
  if (cells.size === 0) return null;
  const years = last - first + 1;
  const table = new Float64Array(years * seasons).fill(Number.NaN);
  const mean = (found: readonly number[]): number => found.reduce((sum, value) => sum + value, 0) / found.length;
  for (const [key, found] of cells) table[key - first * seasons] = cell === "mean" ? mean(found) : median(found);
  return { values: table, years, seasons, firstYear: first };
}

export type SeasonalTrend = TrendTest & {
  /** Variance that seasons would give if they did not depend on each other. */
  readonly independentVariance: number;
  /** Sen's slope within seasons, a year. */
  readonly slope: Slope | null;
};

const column = ({ values, years, seasons }: SeasonTable, season: number): Float64Array =>
  Float64Array.from({ length: years }, (_, year) => values[year * seasons + season]);

/**
 * Seasonal Mann-Kendall test (Hirsch, Slack and Smith 1982) with the covariance between seasons (Hirsch and Slack 1984, Water Resources
 * Research 20:727, with their ranks for missing values), which autocorrelation within a year brings; better than 10 years are needed for it.
 */
export function seasonalMannKendall(table: SeasonTable, level = 0.95): SeasonalTrend {
  const columns = Array.from({ length: table.seasons }, (_, season) => column(table, season));
  const years = Float64Array.from({ length: table.years }, (_, year) => year);
  const s = columns.reduce((sum, values) => sum + kendallScore(values), 0);
  const independentVariance = columns.reduce((sum, values) => sum + scoreVariance(values), 0);
  const covariance = covarianceSum(columns, table.years);
  // A few years can give an impossible estimate: then what independence says.
  const variance = independentVariance + covariance > 0 ? independentVariance + covariance : independentVariance;
  const n = table.values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  const slope = senSlope(
    columns.flatMap((values) => pairSlopes(years, values)),
    variance,
    level,
  );
  return { ...testOf(n, s, variance), independentVariance, slope };
}

/** Twice the covariances of the scores of all pairs of seasons. */
function covarianceSum(columns: readonly Float64Array[], years: number): number {
  const counts = columns.map((values) => values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0));
  // A missing value has the middle rank: it neither rises nor falls.
  const ranks = columns.map((values, g) => midRanks(values).map((rank) => (Number.isNaN(rank) ? (counts[g] + 1) / 2 : rank)));
  let sum = 0;
  for (let g = 1; g < columns.length; g++) {
    for (let h = 0; h < g; h++) {
      const products = ranks[g].reduce((total, rank, year) => total + rank * ranks[h][year], 0);
      sum += (2 * (concordance(columns[g], columns[h]) + 4 * products - years * (counts[g] + 1) * (counts[h] + 1))) / 3;
    }
  }
  return sum;
}

/** Pairs of years in which both seasons move the same way, less those in which they part. */
function concordance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 1; i < a.length; i++) for (let j = 0; j < i; j++) sum += Math.sign((a[i] - a[j]) * (b[i] - b[j])) || 0;
  return sum;
}

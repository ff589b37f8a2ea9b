import {
  monthOf,
  movingAverage,
  type PublishedTrend,
  type Regular,
  regularise,
  type SeasonalTrend,
  seasonalMannKendall,
  seasonTable,
  trendAsPublished,
  yearOf,
} from "@nauplius/ecology";
import { type StandardName, standardNames } from "./intervals.ts";
import type { SampleRow } from "./samples.ts";

/** One figure of the samples through time. */
export type SampleSeries = {
  readonly variable: string;
  readonly weekly: Regular;
  /** Three passes of a 7-point moving average, as the papers draw it. */
  readonly smooth: Float64Array;
  /** The published recipe; null with less than two years, or a week of the year that was never sampled. */
  readonly published: PublishedTrend | null;
  /** On monthly means of what was observed; null without two years. */
  readonly seasonal: SeasonalTrend | null;
};

const taxaPrefix = "taxa_";
const isStandard = (variable: string): variable is StandardName => standardNames.some((name) => name === variable);

export const figureOf = (row: SampleRow, variable: string): number => {
  if (variable === "concentration") return row.concentration;
  if (variable.startsWith(taxaPrefix))
    return row.taxa?.[variable.slice(taxaPrefix.length) as keyof NonNullable<SampleRow["taxa"]>].value ?? Number.NaN;
  if (isStandard(variable)) return row.standards[variable].value ?? Number.NaN;
  const axis = /^axis(\d+)_(mean|sd|q25|q75)$/.exec(variable);
  if (axis !== null) return row.axes?.[Number(axis[1]) - 1]?.[axis[2] as "mean"] ?? Number.NaN;
  return row.indices[variable as keyof SampleRow["indices"]].value ?? Number.NaN;
};

/** Names of all figures that a sample has, as columns of the tables. */
export const variablesOf = (rows: readonly SampleRow[], axes: number): string[] => [
  "concentration",
  ...Object.keys(rows[0]?.indices ?? {}),
  ...(rows.some((row) => row.intervals !== null) ? standardNames : []),
  ...Object.keys(rows.find((row) => row.taxa !== null)?.taxa ?? {}).map((name) => `${taxaPrefix}${name}`),
  ...Array.from({ length: axes }, (_, axis) => ["mean", "sd", "q25", "q75"].map((what) => `axis${axis + 1}_${what}`)).flat(),
];

/** A figure through time, days since 1970-01-01 ascending. */
export type DailyValues = { readonly variable: string; readonly days: readonly number[]; readonly values: readonly number[] };

/** Samples of one day are averaged: a day has one value. */
export function daily(rows: readonly SampleRow[], variable: string): DailyValues {
  const byDay = new Map<number, number[]>();
  for (const row of rows) {
    const value = figureOf(row, variable);
    if (row.day === null || Number.isNaN(value)) continue;
    byDay.set(row.day, [...(byDay.get(row.day) ?? []), value]);
  }
  const days = [...byDay.keys()].sort((a, b) => a - b);
  return { variable, days, values: days.map((day) => mean(byDay.get(day) ?? [])) };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export const seriesOf = (rows: readonly SampleRow[], variable: string): SampleSeries => seriesThrough(daily(rows, variable));

export function seriesThrough({ variable, days, values }: DailyValues): SampleSeries {
  const weekly = regularise(days, values);
  const table = seasonTable(days.map(yearOf), days.map(monthOf), values, { seasons: 12 });
  return {
    variable,
    weekly,
    smooth: movingAverage(weekly.values, 3, 3),
    published: trendAsPublished(weekly),
    seasonal: table === null || table.years < 2 ? null : seasonalMannKendall(table),
  };
}

import { grid, legend, palette, short } from "@/features/statistics/model/common.ts";
import type { Picture, Words } from "@/features/statistics/types.ts";
import type { Series, SpaceResult } from "../types.ts";
import { countedHref, figureName, marksOf } from "./gradient.ts";

type Of = { readonly projectId: number; readonly t: Words };
const dayMs = 86_400_000;
/** A week's value is that of the nearest sample within so many days. */
const nearMs = 3 * dayMs;

/** The grid with the samples that made a week's value. */
function hrefOf({ samples }: SpaceResult, day: string, projectId: number): string | undefined {
  const at = Date.parse(day);
  const near = samples.filter(({ date }) => date !== "" && Math.abs(Date.parse(date) - at) <= nearMs);
  return countedHref(near, projectId);
}

const isConclusive = (series: Series): boolean => (series.asPublished?.mannKendallP ?? 1) < 0.05;
/** Concentrations are drawn on an axis of square roots, as the papers do. */
const scaleOf = ({ variable }: Series) =>
  variable === "concentration"
    ? { to: (value: number) => Math.sqrt(Math.max(0, value)), label: (value: number) => short(value * value) }
    : { to: (value: number) => value, label: short };

function linesOf(series: Series, result: SpaceResult, { projectId, t }: Of, at: object): object[] {
  const { to, label } = scaleOf(series);
  const place = (value: number | null | undefined): number | null => (value == null ? null : to(value));
  const smooth = (name: string, values: readonly (number | null)[], color: string | undefined) => ({
    ...{ type: "line", name, symbol: "none", lineStyle: { color, width: 2 }, itemStyle: { color }, ...at },
    data: series.days.map((day, i) => [day, place(values[i])]),
  });
  return [
    {
      ...{
        type: "line",
        z: 3,
        name: t("value"),
        symbol: "circle",
        symbolSize: 5,
        lineStyle: { opacity: 0.25 },
        itemStyle: { color: "#7a828c" },
        ...at,
      },
      tooltip: { formatter: ({ value: [day, y] }: { value: [string, number] }) => `${day}: ${label(y)}` },
      data: series.days.map((day, i) => ({ value: [day, place(series.values[i])], href: hrefOf(result, day, projectId) })),
      ...marksOf(result.changes),
    },
    smooth(t("smooth"), series.smooth, palette[5]),
    // Drawn only where the published test finds one.
    ...(series.trend !== null && isConclusive(series) ? [smooth(t("trend"), series.trend, "#a61e4d")] : []),
  ];
}

const tableOf = (all: readonly Series[]): Pick<Picture, "head" | "rows"> => ({
  head: ["variable", "date", "value", "interpolated", "smooth", "trend"],
  rows: all.flatMap((series) =>
    series.days.map((day, i) => [
      ...[series.variable, day, series.values[i] ?? null, series.interpolated[i] ?? null],
      ...[series.smooth[i] ?? null, series.trend?.[i] ?? null],
    ]),
  ),
});

/** A figure through time: weekly values, smoothed as papers draw them, and the trend that STL finds. */
export function seriesPicture(series: Series, result: SpaceResult, of: Of): Picture {
  return {
    option: {
      grid: { ...grid, top: 52 },
      legend,
      tooltip: {},
      xAxis: { type: "time", axisLabel: { hideOverlap: true } },
      yAxis: {
        type: "value",
        name: figureName(series.variable, result, of.t),
        nameTextStyle: { align: "left" },
        scale: true,
        axisLabel: { formatter: scaleOf(series).label },
      },
      series: linesOf(series, result, of, {}),
    },
    ...tableOf([series]),
  };
}

/** Height of one row of the stack, px. */
const stackRow = 96;
const stacked = ["concentration", "MRic", "MEve", "MDiv", "FDis", "shannon", "pielou", "taxa_shannon"];

/** The figures of the stack that have a value on any day. */
const stackOf = ({ series }: Pick<SpaceResult, "series">) =>
  stacked.flatMap((variable) => series.find((one) => one.variable === variable && one.values.some((value) => value !== null)) ?? []);

export const stackHeight = (result: Pick<SpaceResult, "series">): number => 40 + stackRow * stackOf(result).length;

/** The diversity of forms in one column above each other, each with its own scale: what rises together is seen together. */
export function stackPicture(result: SpaceResult, of: Of): Picture {
  const all = stackOf(result);
  const days = all.flatMap((series) => series.days).toSorted();
  // Years stand above each other, also where a figure begins later.
  const span = { min: days[0], max: days.at(-1) };
  return {
    option: {
      tooltip: {},
      grid: all.map((_, i) => ({ left: 64, right: 24, top: 20 + i * stackRow, height: stackRow - 34 })),
      xAxis: all.map((_, i) => ({ type: "time", ...span, gridIndex: i, axisLabel: { show: i === all.length - 1, hideOverlap: true } })),
      yAxis: all.map((series, i) => ({
        ...{ type: "value", gridIndex: i, scale: true, splitNumber: 2, name: figureName(series.variable, result, of.t), nameGap: 6 },
        ...{ nameTextStyle: { align: "left" }, axisLabel: { formatter: scaleOf(series).label } },
      })),
      series: all.flatMap((series, i) => linesOf(series, result, of, { xAxisIndex: i, yAxisIndex: i })),
    },
    ...tableOf(all),
  };
}

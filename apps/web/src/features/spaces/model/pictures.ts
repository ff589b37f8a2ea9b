import { below, namedGrid, objectsHref, palette } from "@/features/statistics/model/common.ts";
import type { Picture, Words } from "@/features/statistics/types.ts";
import type { SpaceResult } from "../types.ts";
import { groupColour, groupName } from "./groups.ts";

export type Axes = { readonly x: number; readonly y: number };
type Of = { readonly projectId: number; readonly t: Words };
/** Coordinates stand behind object, sample and morph. */
const first = 3;

const axisName = (result: SpaceResult, axis: number, t: Words): string =>
  t("axis", { number: axis + 1, percent: Math.round(10 * (result.percent[axis] ?? 0)) / 10 });

/** Individuals as points, morphs as rings as large as their share; boxes may be drawn on it. */
export function biplotPicture(result: SpaceResult, { x, y }: Axes, { projectId, t }: Of): Picture {
  const total = result.morphs.reduce((sum, { mass }) => sum + mass, 0);
  const groupOf = (morph: number): number => result.morphs[morph]?.group ?? 0;
  const colour = (morph: number): string => groupColour(groupOf(morph));
  const pick = (coordinates: readonly number[]): (number | null)[] => [coordinates[x] ?? null, coordinates[y] ?? null];
  return {
    option: {
      grid: { ...namedGrid, top: 36 },
      // Individuals are chosen; rings of morphs stay as they are.
      brush: { toolbox: ["rect", "clear"], seriesIndex: 0, xAxisIndex: 0, yAxisIndex: 0, throttleType: "debounce", throttleDelay: 200 },
      toolbox: {
        ...{ right: 8, top: 0 },
        feature: { brush: { type: ["rect", "clear"], title: { rect: t("drawBox"), clear: t("removeBox") } } },
      },
      tooltip: { formatter: ({ name }: { name: string }) => name },
      xAxis: { type: "value", name: axisName(result, x, t), ...below, scale: true },
      yAxis: { type: "value", name: axisName(result, y, t), scale: true },
      series: [
        {
          ...{ type: "scatter", name: t("pointName"), symbolSize: 4 },
          data: result.points.map((point) => ({
            value: pick(point.slice(first)),
            name: result.samples[point[1] ?? 0]?.name ?? "",
            href: `/objects/${point[0]}`,
            itemStyle: { color: colour(point[2] ?? 0), opacity: 0.55 },
          })),
        },
        {
          ...{ type: "scatter", name: t("morphName"), z: 3 },
          data: result.morphs.map(({ centre, mass, objects }, morph) => ({
            ...{
              value: pick(centre),
              name: `${t("morphPoint", { number: morph + 1 })}: ${groupName(result, groupOf(morph), t)}`,
              symbolSize: 6 + 40 * Math.sqrt(mass / total),
            },
            href: objectsHref(projectId, { objects }),
            itemStyle: { color: "transparent", borderColor: colour(morph), borderWidth: 1.5 },
          })),
        },
      ],
    },
    head: ["object", "sample", "morph", ...result.percent.slice(0, result.axes).map((_, axis) => `axis${axis + 1}`)],
    rows: result.points.map((point) => [
      point[0] ?? null,
      result.samples[point[1] ?? 0]?.name ?? null,
      (point[2] ?? 0) + 1,
      ...point.slice(first),
    ]),
  };
}

/** The same to look at only: no box is drawn on it. */
export const withoutBox = ({ option: { brush: _brush, toolbox: _toolbox, ...option }, ...table }: Picture): Picture => ({
  ...table,
  option,
});

/** The circle of correlations: how each feature goes with the two axes. */
export function loadingsPicture(result: SpaceResult, { x, y }: Axes, { t }: Pick<Of, "t">): Picture {
  const circle = Array.from({ length: 73 }, (_, i) => [Math.cos((i * Math.PI) / 36), Math.sin((i * Math.PI) / 36)]);
  const arrows = result.features.map((feature, at) => ({ feature, to: [result.loadings[x]?.[at] ?? 0, result.loadings[y]?.[at] ?? 0] }));
  const long = new Set(
    arrows
      .toSorted((a, b) => Math.hypot(...b.to) - Math.hypot(...a.to))
      .slice(0, 16)
      .map(({ feature }) => feature),
  );
  return {
    option: {
      grid: namedGrid,
      xAxis: { type: "value", min: -1, max: 1, name: axisName(result, x, t), ...below },
      yAxis: { type: "value", min: -1, max: 1, name: axisName(result, y, t) },
      tooltip: { formatter: ({ seriesName }: { seriesName: string }) => seriesName },
      series: [
        { type: "line", data: circle, symbol: "none", silent: true, lineStyle: { color: "#9aa0a9", width: 1 } },
        ...arrows.map(({ feature, to }) => ({
          ...{ type: "line", name: feature, symbol: ["none", "arrow"], symbolSize: 6, showSymbol: true },
          data: [
            { value: [0, 0], symbol: "none" },
            { value: to, symbol: "circle", symbolSize: 5 },
          ],
          lineStyle: { color: palette[0], width: 1, opacity: 0.7 },
          itemStyle: { color: palette[0] },
          endLabel: { show: long.has(feature), formatter: feature, fontSize: 10 },
          labelLayout: { hideOverlap: true },
        })),
      ],
    },
    head: ["feature", ...result.loadings.map((_, axis) => `axis${axis + 1}`)],
    rows: result.features.map((feature, at) => [feature, ...result.loadings.map((axis) => axis[at] ?? null)]),
  };
}

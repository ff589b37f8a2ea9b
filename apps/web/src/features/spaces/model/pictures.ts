import { below, grid, namedGrid, objectsHref, palette, short } from "@/features/statistics/model/common.ts";
import type { Picture, Words } from "@/features/statistics/types.ts";
import type { Series, SpaceResult, SpaceSample } from "../types.ts";

export type Axes = { readonly x: number; readonly y: number };
type Of = { readonly projectId: number; readonly t: Words };
/** Coordinates stand behind object, sample and morph. */
const first = 3;

const axisName = (result: SpaceResult, axis: number, t: Words): string =>
  t("axis", { number: axis + 1, percent: Math.round(10 * (result.percent[axis] ?? 0)) / 10 });

/** Individuals as points, morphs as rings as large as their share; boxes may be drawn on it. */
export function biplotPicture(result: SpaceResult, { x, y }: Axes, { projectId, t }: Of): Picture {
  const total = result.morphs.reduce((sum, { mass }) => sum + mass, 0);
  const colour = (morph: number): string => palette[(result.morphs[morph]?.group ?? 0) % palette.length] ?? "#999999";
  const pick = (coordinates: readonly number[]): (number | null)[] => [coordinates[x] ?? null, coordinates[y] ?? null];
  return {
    option: {
      grid: { ...namedGrid, top: 36 },
      brush: { toolbox: ["rect", "clear"], xAxisIndex: 0, yAxisIndex: 0, throttleType: "debounce", throttleDelay: 200 },
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
            ...{ value: pick(centre), name: t("morphPoint", { number: morph + 1 }), symbolSize: 6 + 40 * Math.sqrt(mass / total) },
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
        })),
      ],
    },
    head: ["feature", ...result.loadings.map((_, axis) => `axis${axis + 1}`)],
    rows: result.features.map((feature, at) => [feature, ...result.loadings.map((axis) => axis[at] ?? null)]),
  };
}

export const gradients = ["date", "depth", "latitude"] as const;
export type Gradient = (typeof gradients)[number];
const placeOn = (sample: SpaceSample, gradient: Gradient): string | number | null =>
  gradient === "date" ? (sample.date === "" ? null : sample.date) : sample[gradient];

export const indexNames = ({ samples }: SpaceResult): string[] => Object.keys(samples[0]?.indices ?? {});

/** One index of all samples along a gradient; those without a value are named beside. */
export function indexPicture(result: SpaceResult, index: string, gradient: Gradient, { projectId, t }: Of): Picture {
  const names = indexNames(result);
  const known = result.samples
    .flatMap((sample) => {
      const [place, value] = [placeOn(sample, gradient), sample.indices[index]?.value ?? null];
      return place === null || value === null ? [] : [{ sample, place, value }];
    })
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  return {
    option: {
      grid: namedGrid,
      tooltip: { formatter: ({ name, value: [, y] }: { name: string; value: [unknown, number] }) => `${name}: ${short(y)}` },
      xAxis: {
        type: gradient === "date" ? "time" : "value",
        name: t(`gradients.${gradient}`),
        nameLocation: "middle",
        nameGap: 26,
        scale: true,
      },
      yAxis: { type: "value", name: index, scale: true },
      series: [
        {
          ...{ type: "line", lineStyle: { width: 1, opacity: 0.5 }, symbolSize: 8, itemStyle: { color: palette[0] } },
          data: known.map(({ sample, place, value }) => ({
            name: sample.name,
            value: [place, value],
            href: objectsHref(projectId, { samples: [sample.id] }),
          })),
        },
      ],
    },
    head: ["sample", "date", "depth", "latitude", "individuals", "concentration", ...names, "missing_because"],
    rows: result.samples.map((sample) => [
      ...[sample.name, sample.date, sample.depth, sample.latitude, sample.individuals, sample.concentration],
      ...names.map((name) => sample.indices[name]?.value ?? null),
      [...new Set(names.flatMap((name) => sample.indices[name]?.reason ?? []))].join("; "),
    ]),
  };
}

/** A figure through time: weekly values, smoothed, and the trend that STL finds. */
export function seriesPicture(series: Series, t: Words): Picture {
  const line = (name: string, values: readonly (number | null)[], more: object) => ({
    ...{ type: "line", name, symbol: "none", data: series.days.map((day, i) => [day, values[i] ?? null]) },
    ...more,
  });
  return {
    option: {
      grid,
      legend: { top: 0, itemHeight: 10 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "time" },
      yAxis: { type: "value", name: series.variable, scale: true },
      series: [
        line(t("value"), series.values, { symbol: "circle", symbolSize: 5, lineStyle: { opacity: 0.4 }, itemStyle: { color: "#7a828c" } }),
        line(t("smooth"), series.smooth, { itemStyle: { color: palette[0] } }),
        ...(series.trend === null ? [] : [line(t("trend"), series.trend, { itemStyle: { color: palette[5] } })]),
      ],
    },
    head: ["date", "value", "interpolated", "smooth", "trend"],
    rows: series.days.map((day, i) => [
      day,
      series.values[i] ?? null,
      series.interpolated[i] ?? null,
      series.smooth[i] ?? null,
      series.trend?.[i] ?? null,
    ]),
  };
}

/** Of the individuals drawn, the share of each sample that lies in a region. */
export function regionPicture(result: SpaceResult, marks: readonly number[], { projectId, t }: Of): Picture {
  const inside = new Set(marks);
  const [all, within] = [new Map<number, number>(), new Map<number, number[]>()];
  for (const [at, [object = 0, sample = 0]] of result.points.entries()) {
    all.set(sample, (all.get(sample) ?? 0) + 1);
    if (inside.has(at)) within.set(sample, [...(within.get(sample) ?? []), object]);
  }
  const shown = result.samples.flatMap(({ name }, at) => {
    const of = all.get(at) ?? 0;
    const objects = within.get(at) ?? [];
    return of === 0 ? [] : [{ name, share: objects.length / of, objects }];
  });
  return {
    option: {
      grid,
      tooltip: { valueFormatter: (value: unknown) => (typeof value === "number" ? `${Math.round(1000 * value) / 10} %` : "–") },
      xAxis: { type: "category", data: shown.map(({ name }) => name), axisLabel: { rotate: 40, width: 110, overflow: "truncate" } },
      yAxis: { type: "value", name: t("share"), min: 0 },
      series: [
        {
          ...{ type: "bar", itemStyle: { color: palette[0] } },
          data: shown.map(({ share, objects }) => ({
            value: share,
            ...(objects.length > 0 ? { href: objectsHref(projectId, { objects }) } : {}),
          })),
        },
      ],
    },
    head: ["sample", "share", "individuals"],
    rows: shown.map(({ name, share, objects }) => [name, share, objects.length]),
  };
}

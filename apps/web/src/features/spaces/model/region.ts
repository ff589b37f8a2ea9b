import type { Box } from "@/components/chart.tsx";
import { grid, objectsHref, palette, short } from "@/features/statistics/model/common.ts";
import type { Picture, Words } from "@/features/statistics/types.ts";
import type { Region, RegionFound, RegionSample, SpaceResult } from "../types.ts";
import type { Axes } from "./pictures.ts";

type Of = { readonly projectId: number; readonly t: Words };
/** Coordinates stand behind object, sample and morph. */
const first = 3;

export const regionOf = ({ across, upwards }: Box, { x, y }: Axes): Region =>
  [
    { axis: x, from: across[0], to: across[1] },
    { axis: y, from: upwards[0], to: upwards[1] },
  ].toSorted((a, b) => a.axis - b.axis);

/** A region on the axes that are looked at; null where it is of others. */
export function boxOf(region: Region | null, { x, y }: Axes): Box | null {
  const [across, upwards] = [x, y].map((axis) => region?.find((one) => one.axis === axis));
  if (across === undefined || upwards === undefined || x === y) return null;
  return { across: [across.from, across.to], upwards: [upwards.from, upwards.to] };
}

/** A space of which only the individuals of a region count; what is drawn at random, and what came later, is of all of them. */
export function resultIn(result: SpaceResult, { individuals, of, samples, series }: RegionFound, region: Region, t: Words): SpaceResult {
  const within = t("regionOnly", { individuals, of, axes: regionText(region, t) });
  return { ...result, samples, series, standards: null, placed: undefined, within };
}

/** Of the individuals that the page draws, those in a region: what can be told before a run has looked at all of them. */
export function drawnIn({ points, samples }: SpaceResult, region: Region): RegionSample[] {
  const [all, within] = [new Map<number, number>(), new Map<number, number[]>()];
  for (const point of points) {
    const [object = 0, sample = 0] = point;
    all.set(sample, (all.get(sample) ?? 0) + 1);
    const isInside = region.every(({ axis, from, to }) => (point[first + axis] ?? 0) >= from && (point[first + axis] ?? 0) <= to);
    if (isInside) within.set(sample, [...(within.get(sample) ?? []), object]);
  }
  return samples.flatMap(({ name, date }, at) => {
    const objects = within.get(at) ?? [];
    return all.has(at) ? [{ name, date, individuals: objects.length, of: all.get(at) ?? 0, objects }] : [];
  });
}

/** "axis 1 from -2 to 0.5, axis 2 from 0 to 3" */
export const regionText = (region: Region, t: Words): string =>
  region.map(({ axis, from, to }) => t("regionAxis", { number: axis + 1, from: short(from), to: short(to) })).join(", ");

/** The share of each sample that lies in a region: through time where all samples have a date, else side by side. */
export function regionPicture(samples: readonly RegionSample[], { projectId, t }: Of): Picture {
  const shown = samples.map((sample) => ({ ...sample, share: sample.individuals / sample.of }));
  const inTime = shown.every(({ date }) => date !== "") && shown.length > 2;
  const sorted = inTime ? shown.toSorted((one, other) => (one.date < other.date ? -1 : 1)) : shown;
  const percent = (value: number): string => `${Math.round(1000 * value) / 10} %`;
  return {
    option: {
      grid,
      tooltip: {
        formatter: ({ name, value }: { name: string; value: number | [string, number] }) =>
          `${name}: ${percent(Array.isArray(value) ? value[1] : value)}`,
      },
      xAxis: inTime
        ? { type: "time", axisLabel: { hideOverlap: true } }
        : { type: "category", data: sorted.map(({ name }) => name), axisLabel: { rotate: 40, width: 110, overflow: "truncate" } },
      yAxis: { type: "value", name: t("share"), min: 0 },
      series: [
        {
          ...{ type: inTime ? "line" : "bar", symbolSize: 8, itemStyle: { color: palette[0] } },
          data: sorted.map(({ name, date, share, objects }) => ({
            ...{ name, value: inTime ? [date, share] : share },
            ...(objects.length > 0 ? { href: objectsHref(projectId, { objects }) } : {}),
          })),
        },
      ],
    },
    head: ["sample", "date", "share", "individuals", "of"],
    rows: sorted.map(({ name, date, share, individuals, of }) => [name, date, share, individuals, of]),
  };
}

import { legend, namedGrid, objectsHref, palette, short } from "@/features/statistics/model/common.ts";
import type { Picture, Words } from "@/features/statistics/types.ts";
import type { Change, SpaceResult, SpaceSample } from "../types.ts";

type Of = { readonly projectId: number; readonly t: Words };

/** What every space offers; a project's own columns of numbers come behind. */
const usual = ["date", "depth", "latitude"] as const;
const isUsual = (gradient: string): gradient is (typeof usual)[number] => usual.some((one) => one === gradient);

/** Along what the samples may be looked at: what at least two of them say differently. */
export function gradientsOf({ samples }: SpaceResult): string[] {
  const columns = [...new Set(samples.flatMap(({ columns: own }) => Object.keys(own ?? {})))].sort();
  const varies = (name: string): boolean => new Set(samples.flatMap(({ columns: own }) => own?.[name] ?? [])).size > 1;
  return [...usual, ...columns.filter(varies)];
}

export const gradientName = (gradient: string, t: Words): string => (isUsual(gradient) ? t(`gradients.${gradient}`) : gradient);

function placeOn(sample: SpaceSample, gradient: string): string | number | null {
  if (gradient === "date") return sample.date === "" ? null : sample.date;
  return isUsual(gradient) ? sample[gradient] : (sample.columns?.[gradient] ?? null);
}

/** The grid with what samples were counted from: all of them, or those of a region. */
export function countedHref(samples: readonly SpaceSample[], projectId: number): string | undefined {
  const objects = samples.flatMap(({ objects: own }) => own ?? []);
  if (objects.length > 0) return objectsHref(projectId, { objects });
  const isWhole = samples.length > 0 && samples.every(({ objects: own }) => own === undefined);
  return isWhole ? objectsHref(projectId, { samples: samples.map(({ id }) => id) }) : undefined;
}

/** A figure's name on its axis, which says where it is of a part only. */
export const figureName = (name: string, { within }: SpaceResult, t: Words): string =>
  within === undefined ? name : t("inTheRegion", { figure: name });

/** Where settings of the instrument changed: a dashed line each day, with what it was. */
export function marksOf(changes: readonly Change[] | undefined): object {
  const byDay = new Map<string, string[]>();
  for (const { date, what, from, to } of changes ?? [])
    byDay.set(date, [...(byDay.get(date) ?? []), `${what}: ${from || "–"} → ${to || "–"}`]);
  if (byDay.size === 0) return {};
  return {
    markLine: {
      ...{ silent: false, symbol: "none", lineStyle: { type: "dashed", color: "#8a8f98" } },
      label: { show: false },
      tooltip: { formatter: ({ name }: { name: string }) => name },
      data: [...byDay].map(([date, said]) => ({ xAxis: date, name: `${date}\n${said.join("\n")}` })),
    },
  };
}

export const indexNames = ({ samples }: SpaceResult): string[] => Object.keys(samples[0]?.indices ?? {});

/** Figures beside which taxa say the same of the same individuals. */
export const twinOf = (index: string): string | null =>
  index.startsWith("taxa_")
    ? null
    : ["richness", "shannon", "simpson", "pielou", "hill1", "hill2"].includes(index)
      ? `taxa_${index}`
      : null;

type Known = { readonly sample: SpaceSample; readonly place: string | number; readonly value: number };
const knownOf = (samples: readonly SpaceSample[], index: string, gradient: string): Known[] =>
  samples
    .flatMap((sample) => {
      const [place, value] = [placeOn(sample, gradient), sample.indices[index]?.value ?? null];
      return place === null || value === null ? [] : [{ sample, place, value }];
    })
    .sort((a, b) => (a.place < b.place ? -1 : 1));

/** One index of all samples along a gradient, with its interval and its taxonomic twin; those without a value are named beside. */
export function indexPicture(result: SpaceResult, index: string, gradient: string, { projectId, t }: Of): Picture {
  const names = indexNames(result);
  const known = knownOf(result.samples, index, gradient);
  const twin = twinOf(index);
  const twins = twin === null ? [] : knownOf(result.samples, twin, gradient);
  const later = knownOf(result.placed?.samples ?? [], index, gradient);
  const data = (rows: readonly Known[]) =>
    rows.map(({ sample, place, value }) => ({
      ...{ name: sample.name, value: [place, value], href: countedHref([sample], projectId) },
    }));
  const intervals = known.flatMap(({ sample, place }) => {
    const interval = sample.intervals?.[index];
    return interval === undefined
      ? []
      : [
          [place, interval.low],
          [place, interval.high],
          [place, null],
        ];
  });
  const line = { type: "line", symbolSize: 8, lineStyle: { width: 1, opacity: 0.5 } };
  return {
    option: {
      grid: { ...namedGrid, top: 52 },
      legend: { ...legend, show: twins.length + later.length > 0 },
      tooltip: {
        formatter: ({ name, value }: { name: string; value?: [unknown, number] }) =>
          value === undefined ? name : `${name}: ${short(value[1])}`,
      },
      xAxis: {
        type: gradient === "date" ? "time" : "value",
        name: gradientName(gradient, t),
        nameLocation: "middle",
        nameGap: 26,
        scale: true,
        axisLabel: { hideOverlap: true },
      },
      yAxis: [
        { type: "value", name: figureName(index, result, t), nameTextStyle: { align: "left" }, scale: true },
        ...(twins.length > 0 ? [{ type: "value", name: twin ?? "", scale: true, splitLine: { show: false } }] : []),
      ],
      series: [
        {
          ...line,
          name: index,
          itemStyle: { color: palette[0] },
          data: data(known),
          ...(gradient === "date" ? marksOf(result.changes) : {}),
        },
        { type: "line", symbol: "none", silent: true, lineStyle: { color: palette[0], width: 2, opacity: 0.6 }, data: intervals },
        ...(twins.length > 0
          ? [{ ...line, name: t("twin"), yAxisIndex: 1, symbol: "emptyCircle", itemStyle: { color: palette[1] }, data: data(twins) }]
          : []),
        ...(later.length > 0
          ? [{ ...line, type: "scatter", name: t("placedLater"), symbol: "diamond", itemStyle: { color: palette[5] }, data: data(later) }]
          : []),
      ],
    },
    head: [
      "sample",
      "date",
      "depth",
      "latitude",
      "individuals",
      "concentration",
      ...names,
      `${index}_low`,
      `${index}_high`,
      "missing_because",
    ],
    rows: result.samples.map((sample) => [
      ...[sample.name, sample.date, sample.depth, sample.latitude, sample.individuals, sample.concentration],
      ...names.map((name) => sample.indices[name]?.value ?? null),
      ...[sample.intervals?.[index]?.low ?? null, sample.intervals?.[index]?.high ?? null],
      [...new Set(names.flatMap((name) => sample.indices[name]?.reason ?? []))].join("; "),
    ]),
  };
}

import type { Completeness, FigureRow } from "@nauplius/services";
import type { Picture, Quantities, ShownSample } from "../types.ts";
import { below, beside, grid, legend, namedGrid, type Of, objectsHref, palette, short, stateColours, taxaFilter } from "./common.ts";

export type SampleFigure = {
  readonly sample: ShownSample;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** With the predicted part corrected for the model's errors; null where it is not. */
  readonly corrected: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly flags: readonly string[];
};

/** Concentration of a taxon, or of all that is living, in each sample that has one. A sum has no interval of its own here. */
export function concentrations({ figures, taxa }: Quantities, { samples, taxonId }: Pick<Of, "samples" | "taxonId">): SampleFigure[] {
  const living = new Set(taxa.filter((taxon) => taxon.living).map(({ id }) => id));
  const isWanted = (row: FigureRow) => row.kind === null && (taxonId === null ? living.has(row.taxonId) : row.taxonId === taxonId);
  return samples.flatMap((sample): SampleFigure[] => {
    const own = figures.filter((row) => row.place.sampleId === sample.id && isWanted(row));
    const known = own.filter((row) => row.value !== null);
    if (known.length === 0) return [];
    const value = known.reduce((sum, row) => sum + (row.value ?? 0), 0);
    const interval = taxonId === null ? null : (known[0]?.interval ?? null);
    return [
      {
        ...{ sample, value, low: interval?.low ?? null, high: interval?.high ?? null },
        corrected: taxonId === null ? null : (known[0]?.corrected ?? null),
        flags: [...new Set(own.flatMap(({ flags }) => flags))],
      },
    ];
  });
}

const unit = "m⁻³";
const hrefOf = (of: Of, sample: ShownSample) => objectsHref(of.projectId, { samples: [sample.id], ...taxaFilter(of) });
const figureTable = (found: readonly SampleFigure[]) => ({
  head: [
    ...["sample", "datetime", "day_part", "depth_min", "depth_max", "concentration", "interval_low", "interval_high"],
    ...["corrected", "corrected_low", "corrected_high", "flags"],
  ],
  rows: found.map(({ sample, value, low, high, corrected, flags }) => [
    ...[sample.name, sample.startedAt, sample.dayPart, sample.depthMin, sample.depthMax],
    ...[value, low, high],
    ...[corrected?.value ?? null, corrected?.low ?? null, corrected?.high ?? null, flags.join("|")],
  ]),
});

/** Concentration against depth, downwards: a line a sample over the depths that it was taken from. */
export function depthPicture(quantities: Quantities, of: Of): Picture {
  const found = concentrations(quantities, of).filter(({ sample }) => sample.depthMin !== null && sample.depthMax !== null);
  return {
    option: {
      grid: { ...grid, left: 28, right: 44 },
      tooltip: {
        formatter: ({ seriesName, value: [x] }: { seriesName: string; value: [number, number] }) => `${seriesName}: ${short(x)} ${unit}`,
      },
      xAxis: { type: "value", name: unit, position: "top" },
      yAxis: { type: "value", name: t1(of, "depth"), ...beside, inverse: true, min: 0 },
      series: found.map(({ sample, value }, at) => ({
        type: "line",
        name: sample.name,
        symbolSize: 8,
        lineStyle: { width: 3 },
        itemStyle: { color: palette[at % palette.length] },
        data: [sample.depthMin, sample.depthMax].map((depth) => ({ value: [value, depth], href: hrefOf(of, sample) })),
      })),
    },
    ...figureTable(found),
  };
}

const t1 = ({ t }: Of, key: string): string => t(key);
const months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];

/** Concentration against the month, with day, dusk, night and dawn apart. */
export function seasonPicture(quantities: Quantities, of: Of): Picture {
  const found = concentrations(quantities, of).filter(({ sample }) => sample.startedAt !== null);
  const parts = ["D", "U", "N", "A", "?"] as const;
  const colours = { D: "#e69f00", U: "#d55e00", N: "#0072b2", A: "#cc79a7", "?": "#999999" };
  return {
    option: {
      grid: namedGrid,
      legend,
      tooltip: { formatter: ({ name, value: [, y] }: { name: string; value: [string, number] }) => `${name}: ${short(y)} ${unit}` },
      xAxis: { type: "category", data: months, name: t1(of, "month"), ...below },
      yAxis: { type: "value", name: unit },
      series: parts
        .filter((part) => found.some(({ sample }) => sample.dayPart === part))
        .map((part) => ({
          type: "scatter",
          name: of.t(`dayParts.${part === "?" ? "unknown" : part}`),
          symbolSize: 11,
          itemStyle: { color: colours[part] },
          data: found
            .filter(({ sample }) => sample.dayPart === part)
            .map(({ sample, value }) => ({ name: sample.name, value: [sample.startedAt?.slice(5, 7), value], href: hrefOf(of, sample) })),
        })),
    },
    ...figureTable(found),
  };
}

/** Shares validated of each sample: by count, and by biovolume. */
export function completenessPicture(rows: readonly Completeness[], { projectId, t, samples }: Omit<Of, "taxonId">): Picture {
  const shown = samples.flatMap((sample) => {
    const row = rows.find(({ place }) => place.sampleId === sample.id);
    return row === undefined ? [] : [{ sample, row }];
  });
  const bars = (name: string, color: string, value: (row: Completeness) => number | null) => ({
    ...{ type: "bar", name, itemStyle: { color } },
    data: shown.map(({ sample, row }) => ({ value: value(row), href: objectsHref(projectId, { samples: [sample.id] }) })),
  });
  return {
    option: {
      grid,
      legend,
      tooltip: { trigger: "axis", valueFormatter: (value: unknown) => (typeof value === "number" ? `${Math.round(100 * value)} %` : "–") },
      xAxis: {
        type: "category",
        data: shown.map(({ sample }) => sample.name),
        axisLabel: { rotate: 40, width: 110, overflow: "truncate" },
      },
      yAxis: { type: "value", min: 0, max: 1, axisLabel: { formatter: (value: number) => `${Math.round(100 * value)} %` } },
      series: [
        bars(t("byCount"), stateColours.validated, (row) => row.byCount),
        bars(t("byBiovolume"), "#9ccfb0", (row) => row.byBiovolume),
      ],
    },
    head: ["sample", "validated_by_count", "validated_by_biovolume"],
    rows: shown.map(({ sample, row }) => [sample.name, row.byCount, row.byBiovolume]),
  };
}

import type { FigureRow } from "@nauplius/services";
import type { Picture, Quantities, ShownSample } from "../types.ts";
import { beside, grid, legend, type Of, objectsHref, palette, short, taxaFilter } from "./common.ts";

/** Thickness of a depth bin, m: images of a cast are counted in it. */
export const profileStep = 10;
const unit = "m⁻³";

type Bin = { readonly bin: number; readonly value: number; readonly low: number | null; readonly high: number | null };

/** Concentration in each depth bin that was looked at, from the surface down. A sum over taxa has no interval of its own. */
function binsOf(rows: readonly FigureRow[], taxonId: number | null): Bin[] {
  const bins = new Map<number, Bin>();
  for (const { place, value, interval } of rows) {
    if (place.bin === null || value === null) continue;
    const { low = null, high = null } = taxonId === null ? {} : (interval ?? {});
    bins.set(place.bin, { bin: place.bin, value: (bins.get(place.bin)?.value ?? 0) + value, low, high });
  }
  return [...bins.values()].sort((a, b) => a.bin - b.bin);
}

/** Profiles of casts, whose water is known image by image: a line a sample, downwards; a mark opens what was seen at its depth. */
export function profilePicture({ figures, taxa }: Quantities, of: Of): Picture {
  const { projectId, t, samples, taxonId } = of;
  const living = new Set(taxa.filter((taxon) => taxon.living).map(({ id }) => id));
  const wanted = figures.filter((row) => row.kind === null && (taxonId === null ? living.has(row.taxonId) : row.taxonId === taxonId));
  const found = samples.flatMap((sample) => {
    const bins = binsOf(
      wanted.filter(({ place }) => place.sampleId === sample.id),
      taxonId,
    );
    return bins.length === 0 ? [] : [{ sample, bins }];
  });
  const middle = (bin: number) => (bin + 0.5) * profileStep;
  const href = (sample: ShownSample, bin: number) =>
    objectsHref(projectId, {
      ...{ samples: [sample.id], depth: { min: bin * profileStep, max: (bin + 1) * profileStep, how: "within" } },
      ...taxaFilter(of),
    });
  return {
    option: {
      grid: { ...grid, top: 56, left: 28, right: 44 },
      legend,
      tooltip: {
        formatter: ({ seriesName, value: [x, y] }: { seriesName: string; value: [number, number] }) =>
          `${seriesName}, ${y} m: ${short(x)} ${unit}`,
      },
      xAxis: { type: "value", name: unit, position: "top" },
      yAxis: { type: "value", name: t("depth"), ...beside, inverse: true, min: 0 },
      series: found.map(({ sample, bins }, at) => ({
        ...{
          type: "line",
          name: sample.name,
          symbolSize: 5,
          lineStyle: { width: 1.5 },
          itemStyle: { color: palette[at % palette.length] },
        },
        data: bins.map(({ bin, value }) => ({ value: [value, middle(bin)], href: href(sample, bin) })),
      })),
    },
    head: ["sample", "datetime", "depth_bin_min", "depth_bin_max", "concentration", "interval_low", "interval_high"],
    rows: found.flatMap(({ sample, bins }) =>
      bins.map(({ bin, value, low, high }) => [
        ...[sample.name, sample.startedAt, bin * profileStep, (bin + 1) * profileStep],
        ...[value, low, high],
      ]),
    ),
  };
}

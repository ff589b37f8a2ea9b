import type { SpectrumRow } from "@nauplius/services";
import type { Picture, Quantities } from "../types.ts";
import { below, namedGrid, type Of, objectsHref, palette, short, taxaFilter } from "./common.ts";

/** Ellipsoids by default, as for nets; another kind where the project has no formula of it. */
export const shownKind = (spectra: readonly SpectrumRow[]): SpectrumRow["kind"] | null =>
  (["ellipsoid", "riddled", "plain"] as const).find((kind) => spectra.some((row) => row.kind === kind)) ?? null;

/** Spectra of a taxon, or of all living together, a sample each. */
export function spectraFor({ spectra }: Quantities, { samples, taxonId }: Pick<Of, "samples" | "taxonId">) {
  const kind = shownKind(spectra);
  return samples.flatMap((sample) => {
    const row = spectra.find((one) => one.place.sampleId === sample.id && one.taxonId === taxonId && one.kind === kind);
    return row === undefined || row.spectrum.classes.length === 0 ? [] : [{ sample, row }];
  });
}

type Shown = ReturnType<typeof spectraFor>[number];
const middle = ({ low, high }: { low: number; high: number }): number => Math.sqrt(low * high);

function seriesOf({ sample, row }: Shown, at: number, of: Of): object[] {
  const color = palette[at % palette.length];
  const href = objectsHref(of.projectId, { samples: [sample.id], ...taxaFilter(of) });
  const { classes, fit, range } = row.spectrum;
  const points = {
    ...{ type: "scatter", name: sample.name, symbolSize: 7 },
    data: classes
      .filter(({ normalised }) => normalised > 0)
      .map((one) => ({
        value: [middle(one), one.normalised],
        href,
        itemStyle: one.left === null ? { color } : { color: "#9aa0a9", opacity: 0.5 },
      })),
  };
  if (fit === null || range === null) return [points];
  const line = range.map((x) => [x, 10 ** (fit.intercept + fit.slope * Math.log10(x))]);
  return [points, { type: "line", name: sample.name, data: line, symbol: "none", lineStyle: { color, width: 1.5 }, silent: true }];
}

/** Normalised biovolume against individual volume, both on logarithmic scales; classes that are not fitted are grey. */
export function spectrumPicture(quantities: Quantities, of: Of): Picture {
  const shown = spectraFor(quantities, of);
  return {
    option: {
      grid: namedGrid,
      tooltip: {
        formatter: ({ seriesName, value: [x, y] }: { seriesName: string; value: [number, number] }) =>
          `${seriesName}\n${short(x)} mm³: ${short(y)}`,
      },
      xAxis: { type: "log", name: "mm³", ...below, axisLabel: { formatter: short } },
      yAxis: { type: "log", name: "mm³ m⁻³ mm⁻³", axisLabel: { formatter: short } },
      series: shown.flatMap((one, at) => seriesOf(one, at, of)),
    },
    head: [
      "sample",
      "volume_kind",
      "class_low_mm3",
      "class_high_mm3",
      "n",
      "normalised_biovolume",
      "left_out",
      "slope",
      "slope_low",
      "slope_high",
      "ml_exponent",
    ],
    rows: shown.flatMap(({ sample, row }) =>
      row.spectrum.classes.map((one) => [
        ...[sample.name, row.kind, one.low, one.high, one.n, one.normalised, one.left],
        ...[row.spectrum.fit?.slope ?? null, row.spectrum.fit?.low ?? null, row.spectrum.fit?.high ?? null, row.powerLaw?.exponent ?? null],
      ]),
    ),
  };
}

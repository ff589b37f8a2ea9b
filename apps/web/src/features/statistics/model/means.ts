import type { MeanRow } from "@nauplius/services";
import type { Picture, Quantities, ShownSample } from "../types.ts";
import { below, legend, namedGrid, type Of, objectsHref, palette, short, taxaFilter } from "./common.ts";

const months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
const monthOf = ({ startedAt }: ShownSample): number => Number(startedAt?.slice(5, 7));

/** Mean concentration of a taxon over the samples of each month, with what other samples would have given; corrected figures beside. */
export function meansPicture({ means }: Quantities, of: Of): Picture {
  const { projectId, t, samples, taxonId } = of;
  const rows = means.filter((row) => row.taxonId === taxonId && row.kind === null);
  const monthly = rows.filter(({ month }) => month !== null);
  const href = (row: MeanRow) =>
    objectsHref(projectId, {
      samples: samples.filter((sample) => monthOf(sample) === row.month).map(({ id }) => id),
      ...taxaFilter(of),
    });
  const place = ({ month }: MeanRow): string => months[(month ?? 1) - 1] ?? "";
  const corrected = monthly.filter((row) => row.corrected !== null && row.corrected.mean !== row.mean);
  const drawn = (
    name: string,
    color: string | undefined,
    of: readonly MeanRow[],
    figure: (row: MeanRow) => { mean: number; low: number | null; high: number | null } | null,
  ) => [
    {
      ...{ type: "scatter", name, symbolSize: 10, itemStyle: { color } },
      data: of.map((row) => ({
        value: [place(row), figure(row)?.mean ?? null],
        name: t("ofSamples", { count: row.samples }),
        href: href(row),
      })),
    },
    {
      ...{ type: "line", name, symbol: "none", silent: true, lineStyle: { color, width: 2 }, tooltip: { show: false } },
      data: of.flatMap((row) => [
        [place(row), figure(row)?.low ?? null],
        [place(row), figure(row)?.high ?? null],
        [place(row), null],
      ]),
    },
  ];
  return {
    option: {
      grid: namedGrid,
      legend,
      tooltip: { formatter: ({ name, value }: { name: string; value: [string, number] }) => `${name}: ${short(value[1])} m⁻³` },
      xAxis: { type: "category", data: months, name: t("month"), ...below },
      yAxis: { type: "value", name: "m⁻³" },
      series: [
        ...drawn(t("mean"), palette[0], monthly, (row) => row),
        ...(corrected.length === 0 ? [] : drawn(t("meanCorrected"), palette[5], corrected, (row) => row.corrected)),
      ],
    },
    head: ["month", "samples", "samples_missing", "mean", "low", "high", "corrected_mean", "corrected_low", "corrected_high"],
    rows: rows.map(({ month, samples: n, missing, mean, low, high, corrected: own }) => [
      ...[month ?? "all", n, missing, mean, low, high],
      ...[own?.mean ?? null, own?.low ?? null, own?.high ?? null],
    ]),
  };
}

import { below, legend, namedGrid, palette } from "@/features/statistics/model/common.ts";
import type { Picture, Words } from "@/features/statistics/types.ts";
import type { Sweep } from "../types.ts";

const x = (t: Words) => ({ type: "log", name: t("morphsAsked"), ...below, min: "dataMin", max: "dataMax" });
const line = (name: string, color: string | undefined, data: readonly (readonly (number | null)[])[]) => ({
  ...{ type: "line", name, symbolSize: 6, itemStyle: { color }, lineStyle: { color }, data },
});

/** Is the cut a property of the data? Agreement of partitions of halves, and what is left within morphs, against their number. */
export function stabilityPicture({ steps }: Sweep, t: Words): Picture {
  const stable = steps.flatMap(({ k, stability }) => (stability === null ? [] : [{ k, ...stability }]));
  return {
    option: {
      grid: namedGrid,
      legend,
      tooltip: { trigger: "axis" },
      xAxis: x(t),
      yAxis: { type: "value", min: 0, max: 1 },
      series: [
        line(
          t("stability"),
          palette[0],
          stable.map(({ k, mean }) => [k, mean]),
        ),
        {
          type: "line",
          symbol: "none",
          silent: true,
          lineStyle: { color: palette[0], width: 2, opacity: 0.5 },
          data: stable.flatMap(({ k, low, high }) => [
            [k, low],
            [k, high],
            [k, null],
          ]),
        },
        line(
          t("within"),
          palette[5],
          steps.map(({ k, within }) => [k, within]),
        ),
      ],
    },
    head: ["k", "morphs", "adjusted_rand", "adjusted_rand_low", "adjusted_rand_high", "within"],
    rows: steps.map(({ k, morphs, stability, within }) => [
      k,
      morphs,
      stability?.mean ?? null,
      stability?.low ?? null,
      stability?.high ?? null,
      within,
    ]),
  };
}

/** Every index against the number of morphs: how samples rank compared to the space, and the mean over samples in the table. */
export function sweptPicture({ steps }: Sweep, t: Words): Picture {
  const names = Object.keys(steps[0]?.indices ?? {});
  return {
    option: {
      grid: namedGrid,
      legend,
      tooltip: { trigger: "axis" },
      xAxis: x(t),
      yAxis: { type: "value", max: 1, scale: true },
      series: names.map((name, i) =>
        line(
          name,
          palette[i % palette.length],
          steps.map(({ k, indices }) => [k, indices[name]?.agreement ?? null]),
        ),
      ),
    },
    head: ["k", "index", "mean", "rank_correlation_with_the_space", "trend_p", "trend_slope_per_year"],
    rows: steps.flatMap(({ k, indices }) =>
      names.map((name) => [
        k,
        name,
        indices[name]?.mean ?? null,
        indices[name]?.agreement ?? null,
        indices[name]?.trend?.p ?? null,
        indices[name]?.trend?.slopePerYear ?? null,
      ]),
    ),
  };
}

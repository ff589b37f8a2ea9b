import { below, legend, namedGrid, palette } from "@/features/statistics/model/common.ts";
import type { Picture } from "@/features/statistics/types.ts";

export const totalNames = ["images", "objects", "validated", "projects", "instruments", "annotators"] as const;
export type TotalName = (typeof totalNames)[number];
export type Totals = { readonly day: string } & Readonly<Record<TotalName, number>>;

/** What stood at the end of each month, or of the last day counted in it. */
export function growthPicture(months: readonly Totals[], names: readonly TotalName[], t: (key: string) => string): Picture {
  return {
    option: {
      grid: namedGrid,
      legend,
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: months.map(({ day }) => day.slice(0, 7)), name: t("month"), ...below },
      yAxis: { type: "value", minInterval: 1 },
      series: names.map((name, at) => ({
        ...{ type: "line", name: t(name), itemStyle: { color: palette[at] } },
        data: months.map((month) => month[name]),
      })),
    },
    head: ["month", "as_of", ...names],
    rows: months.map((month) => [month.day.slice(0, 7), month.day, ...names.map((name) => month[name])]),
  };
}

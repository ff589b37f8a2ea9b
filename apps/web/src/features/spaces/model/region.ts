import { grid, objectsHref, palette } from "@/features/statistics/model/common.ts";
import type { Picture, Words } from "@/features/statistics/types.ts";
import type { SpaceResult } from "../types.ts";

type Of = { readonly projectId: number; readonly t: Words };

/** Of the individuals drawn, the share of each sample that lies in a region: through time where all samples have a date, else side by side. */
export function regionPicture(result: SpaceResult, marks: readonly number[], { projectId, t }: Of): Picture {
  const inside = new Set(marks);
  const [all, within] = [new Map<number, number>(), new Map<number, number[]>()];
  for (const [at, [object = 0, sample = 0]] of result.points.entries()) {
    all.set(sample, (all.get(sample) ?? 0) + 1);
    if (inside.has(at)) within.set(sample, [...(within.get(sample) ?? []), object]);
  }
  const shown = result.samples.flatMap(({ name, date }, at) => {
    const of = all.get(at) ?? 0;
    const objects = within.get(at) ?? [];
    return of === 0 ? [] : [{ name, date, share: objects.length / of, objects }];
  });
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
        ? { type: "time" }
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
    head: ["sample", "date", "share", "individuals"],
    rows: sorted.map(({ name, date, share, objects }) => [name, date, share, objects.length]),
  };
}

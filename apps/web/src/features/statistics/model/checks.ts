import type { Picture, Statistics, Words } from "../types.ts";
import { grid, legend, stateColours } from "./common.ts";

/** Acquisitions that a manager answered for, and those that wait: a bar a sample, which opens the checks. */
export function checksPicture(
  { checks, samples }: Statistics,
  { projectId, t }: { readonly projectId: number; readonly t: Words },
): Picture {
  const rows = checks.flatMap(({ sampleId, signed, unsigned }) => {
    const sample = samples.find(({ id }) => id === sampleId);
    return sample === undefined ? [] : [{ name: sample.name, signed, unsigned }];
  });
  const bars = (name: string, color: string, value: (row: (typeof rows)[number]) => number) => ({
    ...{ type: "bar", stack: "all", name, itemStyle: { color } },
    data: rows.map((row) => ({ value: value(row), href: `/projects/${projectId}/checks` })),
  });
  return {
    option: {
      grid,
      legend,
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: rows.map(({ name }) => name), axisLabel: { rotate: 40, width: 110, overflow: "truncate" } },
      yAxis: { type: "value", minInterval: 1 },
      series: [
        bars(t("signed"), stateColours.validated, ({ signed }) => signed),
        bars(t("unsigned"), stateColours.unclassified, ({ unsigned }) => unsigned),
      ],
    },
    head: ["sample", "acquisitions_signed", "acquisitions_unsigned"],
    rows: rows.map(({ name, signed, unsigned }) => [name, signed, unsigned]),
  };
}

import type { ModelReport } from "../types.ts";

type Texts = { readonly truth: string; readonly predicted: string; readonly href: boolean };

/** Rows are true classes; colours are shares of a row, so that rare classes show too. */
export function confusionOption({ classes, confusion }: ModelReport, { truth, predicted, href }: Texts) {
  const names = classes.map(({ name }) => name);
  const data = confusion.map(([row = 0, column = 0, objects = 0]) => ({
    value: [column, row, objects / Math.max(1, classes[row]?.support ?? 1), objects],
    ...(href ? { href: `truth=${row}&predicted=${column}` } : {}),
  }));
  const axis = { type: "category" as const, data: names, axisLabel: { interval: names.length > 40 ? "auto" : 0, fontSize: 10 } };
  return {
    tooltip: {
      formatter: ({ value }: { value: number[] }) =>
        `${truth}: ${names[value[1] ?? 0]}\n${predicted}: ${names[value[0] ?? 0]}\n${value[3]} (${(100 * (value[2] ?? 0)).toFixed(1)} %)`,
    },
    grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
    xAxis: { ...axis, axisLabel: { ...axis.axisLabel, rotate: 60 } },
    yAxis: { ...axis, inverse: true },
    visualMap: { show: false, min: 0, max: 1, dimension: 2, inRange: { color: ["#e7f0fb", "#7fa8ec", "#2f6fde"] } },
    series: [
      {
        type: "heatmap" as const,
        data,
        label: { show: names.length <= 12, formatter: ({ value }: { value: number[] }) => String(value[3]) },
      },
    ],
  };
}

/** Share of right objects against score; on the diagonal a score means what it says. */
export function reliabilityOption(
  { reliability }: ModelReport,
  t: { readonly score: string; readonly right: string; readonly perfect: string },
) {
  const bins = reliability.filter(({ objects }) => objects > 0);
  return {
    tooltip: { trigger: "item" as const },
    legend: { data: [t.right, t.perfect], bottom: 0 },
    grid: { left: 28, right: 16, top: 16, bottom: 56, containLabel: true },
    xAxis: { type: "value" as const, min: 0, max: 1, name: t.score, nameLocation: "middle" as const, nameGap: 26 },
    yAxis: { type: "value" as const, min: 0, max: 1, name: t.right, nameLocation: "middle" as const, nameGap: 32 },
    series: [
      {
        type: "scatter" as const,
        name: t.right,
        data: bins.map(({ confidence, accuracy, objects }) => ({
          value: [confidence, accuracy],
          symbolSize: 6 + 3 * Math.log10(1 + objects),
        })),
      },
      {
        type: "line" as const,
        name: t.perfect,
        data: [
          [0, 0],
          [1, 1],
        ],
        showSymbol: false,
        lineStyle: { type: "dashed" as const, width: 1 },
      },
    ],
  };
}

type Epoch = { readonly epoch: number; readonly trainLoss: number; readonly logLoss: number };

/** Loss of training and validation by epoch. */
export function curveOption(
  history: readonly Epoch[],
  t: { readonly epoch: string; readonly training: string; readonly validation: string },
) {
  const line = (name: string, of: (e: Epoch) => number) => ({
    type: "line" as const,
    name,
    showSymbol: history.length < 30,
    data: history.map((e) => [e.epoch, of(e)]),
  });
  return {
    tooltip: { trigger: "axis" as const },
    legend: { bottom: 0 },
    grid: { left: 8, right: 16, top: 16, bottom: 40, containLabel: true },
    xAxis: { type: "value" as const, name: t.epoch, nameLocation: "middle" as const, nameGap: 24, minInterval: 1, min: 1 },
    yAxis: { type: "value" as const, scale: true },
    series: [line(t.training, (e) => e.trainLoss), line(t.validation, (e) => e.logLoss)],
  };
}

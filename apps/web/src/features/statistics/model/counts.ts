import { type State, states } from "@nauplius/domain";
import type { Picture, Statistics, Words } from "../types.ts";
import { below, grid, legend, namedGrid, objectsHref, stateColours } from "./common.ts";

type Of = { readonly projectId: number; readonly t: Words };
const order: readonly State[] = [...states].reverse();

/** Taxa by number of objects, most first; those without taxon have none. */
export function commonTaxa({ tallies, taxa }: Statistics, most: number) {
  const sums = new Map<number, number>();
  for (const { taxonId, objects } of tallies) sums.set(taxonId, (sums.get(taxonId) ?? 0) + objects);
  return taxa
    .map((taxon) => ({ ...taxon, objects: sums.get(taxon.id) ?? 0 }))
    .sort((a, b) => b.objects - a.objects || a.displayName.localeCompare(b.displayName, "en"))
    .slice(0, most);
}

/** Objects of each taxon by state: how far the work is. */
export function progressPicture(statistics: Statistics, { projectId, t }: Of): Picture {
  const taxa = commonTaxa(statistics, 20);
  const count = new Map<string, number>();
  for (const { taxonId, state, objects } of statistics.tallies)
    count.set(`${taxonId} ${state}`, (count.get(`${taxonId} ${state}`) ?? 0) + objects);
  const of = (taxon: number, state: State): number => count.get(`${taxon} ${state}`) ?? 0;
  const upwards = taxa.toReversed();
  return {
    option: {
      grid: namedGrid,
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      legend,
      xAxis: { type: "value", name: t("objects"), ...below, axisLabel: { hideOverlap: true } },
      yAxis: { type: "category", data: upwards.map(({ displayName }) => displayName), axisLabel: { width: 150, overflow: "truncate" } },
      series: order.map((state) => ({
        type: "bar",
        name: t(`states.${state}`),
        stack: "all",
        itemStyle: { color: stateColours[state] },
        data: upwards.map(({ id }) => ({
          value: of(id, state),
          href: objectsHref(projectId, { taxa: [id], ...(state === "unclassified" ? {} : { states: [state] }) }),
        })),
      })),
    },
    head: ["taxon", ...order],
    rows: taxa.map(({ id, displayName }) => [displayName, ...order.map((state) => of(id, state))]),
  };
}

/** Samples against taxa: objects counted, on a logarithmic scale of colours. */
export function heatPicture(statistics: Statistics, { projectId, t }: Of): Picture {
  const taxa = commonTaxa(statistics, 40);
  const samples = statistics.samples;
  const count = new Map<string, number>();
  for (const { sampleId, taxonId, objects } of statistics.tallies)
    count.set(`${sampleId} ${taxonId}`, (count.get(`${sampleId} ${taxonId}`) ?? 0) + objects);
  const cells = samples.flatMap((sample, x) =>
    taxa.flatMap((taxon, y) => {
      const n = count.get(`${sample.id} ${taxon.id}`) ?? 0;
      const href = objectsHref(projectId, { taxa: [taxon.id], samples: [sample.id] });
      return n === 0 ? [] : [{ value: [x, taxa.length - 1 - y, Math.log10(n), n], href }];
    }),
  );
  const most = Math.max(1, ...cells.map(({ value }) => value[2] ?? 0));
  return {
    option: {
      grid: { ...grid, right: 70 },
      tooltip: {
        formatter: ({ value: [x, y, , n] }: { value: [number, number, number, number] }) =>
          `${samples[x]?.name ?? ""}\n${taxa[taxa.length - 1 - y]?.displayName ?? ""}: ${n}`,
      },
      xAxis: { type: "category", data: samples.map(({ name }) => name), axisLabel: { rotate: 40, width: 110, overflow: "truncate" } },
      yAxis: {
        type: "category",
        data: taxa.toReversed().map(({ displayName }) => displayName),
        axisLabel: { width: 150, overflow: "truncate", interval: 0 },
      },
      visualMap: {
        ...{ min: 0, max: most, dimension: 2, right: 0, top: "middle", itemHeight: 120 },
        text: [t("many"), t("one")],
        inRange: { color: ["#d5e8f0", "#5aa5c8", "#0b4f7a"] },
      },
      series: [{ type: "heatmap", data: cells }],
    },
    head: ["sample", "taxon", "objects"],
    rows: samples.flatMap((sample) => taxa.map((taxon) => [sample.name, taxon.displayName, count.get(`${sample.id} ${taxon.id}`) ?? 0])),
  };
}

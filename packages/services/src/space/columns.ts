import { missingCodes, readNumber } from "@nauplius/formats";
import type { ExportFacts } from "../export/facts.ts";

/** What was set when a sample was imaged, as words that can be compared; annotators are added by who counts objects. */
export type Settings = Readonly<Record<string, string>>;

type Free = Readonly<Record<string, string | number | null>>;

const acquisitionsOf = ({ acquisitions }: ExportFacts) => {
  const bySample = new Map<number, number[]>();
  for (const { id, sampleId } of acquisitions.values()) bySample.set(sampleId, [...(bySample.get(sampleId) ?? []), id]);
  return bySample;
};

/** A number of a column; null where it is missing, or a word. */
function numberOf(cell: string | number | null | undefined): number | null {
  const value = typeof cell === "string" ? readNumber(cell) : cell;
  return typeof value === "number" && Number.isFinite(value) && !missingCodes.has(value) ? value : null;
}

const most = 200;
/** Every column of numbers of each sample, and of its acquisitions where they all say the same: gradients to look along. */
export function gradientsOf(facts: ExportFacts): ReadonlyMap<number, Readonly<Record<string, number>>> {
  const acquisitions = acquisitionsOf(facts);
  return new Map(
    [...facts.samples].map(([id, sample]) => {
      const own = numbersIn(sample.free, "sample");
      const below = (acquisitions.get(id) ?? []).map((one) => numbersIn(facts.acquisitions.get(one)?.free ?? {}, "acq"));
      const [first = {}] = below;
      const shared = Object.entries(first).filter(([name, value]) => below.every((one) => one[name] === value));
      return [Number(id), Object.fromEntries([...Object.entries(own), ...shared].slice(0, most))];
    }),
  );
}

const numbersIn = (free: Free, level: string): Record<string, number> =>
  Object.fromEntries(
    Object.entries(free).flatMap(([name, cell]) => {
      const value = numberOf(cell);
      return value === null ? [] : [[`${level}_${name}`, value]];
    }),
  );

/** Columns whose change may look like ecology (science 20): software, threshold, gain, pixel size, mesh. */
const settingColumns =
  /^(software|version|.*threshold.*|thr|gain|.*gain|shutter|exposure|mesh|net_mesh|.*_mesh|scan_resolution|resolution)$/i;

export function settingsOf(facts: ExportFacts): ReadonlyMap<number, Settings> {
  const acquisitions = acquisitionsOf(facts);
  return new Map(
    [...facts.samples].map(([id, sample]) => {
      const found = new Map<string, Set<string>>();
      const add = (name: string, value: string | number | null | undefined) => {
        if (value === null || value === undefined || value === "") return;
        const values = found.get(name) ?? new Set<string>();
        found.set(name, values.add(String(value)));
      };
      for (const [name, value] of Object.entries(sample.free)) if (settingColumns.test(name)) add(name, value);
      for (const one of acquisitions.get(id) ?? []) {
        const process = facts.processes.get(one);
        const acquisition = facts.acquisitions.get(one);
        add("pixel size", acquisition?.pixelSize);
        add("instrument", acquisition?.instrument);
        add("measured by", process?.dialect);
        for (const free of [acquisition?.free ?? {}, process?.free ?? {}])
          for (const [name, value] of Object.entries(free)) if (settingColumns.test(name)) add(name, value);
      }
      return [Number(id), Object.fromEntries([...found].map(([name, values]) => [name, [...values].sort().join(", ")]))];
    }),
  );
}

import { openPool } from "../threads/pool.ts";
import type { CoordinateTable } from "./coordinates.ts";
import { noStandards } from "./intervals.ts";
import type { FoundRegion, RegionInput } from "./region.tasks.ts";
import { describeSamples, type SampleRow } from "./samples.ts";
import { type SampleSeries, seriesOf, variablesOf } from "./series.ts";

/** A part of a space: individuals whose place on each named axis (from 0) lies between two values, both included. */
export type Region = readonly { readonly axis: number; readonly from: number; readonly to: number }[];

export type RegionSamples = {
  /** Rows of the table that lie in the region. */
  readonly inside: Int32Array;
  /** Individuals of each sample, in the region or not. */
  readonly all: Int32Array;
  readonly samples: readonly SampleRow[];
  readonly series: readonly SampleSeries[];
};

const isInside = ({ points, dims }: CoordinateTable, row: number, region: Region): boolean =>
  region.every(({ axis, from, to }) => {
    const place = points[row * dims + axis];
    return place >= from && place <= to;
  });

/**
 * Indices of every sample and their series from the individuals of a region alone. Morphs stay those of the space, and MRic the share of
 * the hull of them all, so that regions compare; a sample without an individual there has a concentration of 0 and no index of form.
 * `dates`: of each sample, as 2019-11-21; empty where unknown.
 */
export function describeRegion(placed: CoordinateTable, centres: Float64Array, region: Region, dates: readonly string[]): RegionSamples {
  const { dims, samples: names, taxa } = placed;
  const all = new Int32Array(names.length);
  for (const sample of placed.sampleOf) all[sample] += 1;
  const inside = Int32Array.from(placed.sampleOf.keys()).filter((row) => isInside(placed, row, region));
  const coordinates = new Float64Array(inside.length * dims);
  for (const [i, row] of inside.entries()) coordinates.set(placed.points.subarray(row * dims, (row + 1) * dims), i * dims);
  const { rows } = describeSamples(
    {
      ...{ coordinates, axes: dims, names, dates },
      weights: Float64Array.from(inside, (row) => placed.weights[row]),
      sampleOf: Int32Array.from(inside, (row) => placed.sampleOf[row]),
      taxa: taxa === null ? null : { numberOf: Int32Array.from(inside, (row) => taxa.numberOf[row]), count: taxa.count },
    },
    { centres, labels: Uint16Array.from(inside, (row) => placed.labels[row]) },
  );
  const samples = rows.map((row): SampleRow => ({ ...row, standards: noStandards("not asked for"), intervals: null }));
  const dated = samples.filter(({ day }) => day !== null);
  return {
    inside,
    all,
    samples,
    series: dated.length === 0 ? [] : variablesOf(samples, dims).map((variable) => seriesOf(dated, variable)),
  };
}

/** The same of a table of coordinates on disk, in a thread: a million individuals take seconds that the host must stay awake in. */
export async function regionOnThread(input: RegionInput, signal?: AbortSignal): Promise<FoundRegion> {
  const pool = openPool<typeof import("./region.tasks.ts")>({
    ...{ module: new URL("./region.tasks.ts", import.meta.url), size: 1, isolation: "thread", heapMb: 2048, limitMs: 3_600_000 },
  });
  try {
    const result = await pool.run("look", input, { signal });
    signal?.throwIfAborted();
    if (!result.ok) throw new Error(`the region was not described: ${result.error.message}`);
    return result.value;
  } finally {
    await pool.close();
  }
}

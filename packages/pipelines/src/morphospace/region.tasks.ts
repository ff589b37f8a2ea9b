import { type CoordinateTable, readCoordinates } from "./coordinates.ts";
import { describeRegion, type Region } from "./region.ts";
import type { SampleRow } from "./samples.ts";
import type { SampleSeries } from "./series.ts";

export type RegionInput = {
  /** Of the table of coordinates. */
  readonly path: string;
  readonly centres: Float64Array;
  readonly region: Region;
  /** Date of each sample by its name, as 2019-11-21. */
  readonly dates: ReadonlyMap<string, string>;
  /** Objects that are told of each sample, and of the region. */
  readonly most: { readonly ofSample: number; readonly ofRegion: number };
};

export type FoundRegion = {
  /** Individuals in the region, and in the space. */
  readonly individuals: number;
  readonly of: number;
  /** Some of the region's objects; none where the table names none. */
  readonly objects: readonly number[];
  readonly samples: readonly (SampleRow & { readonly of: number; readonly objects: readonly number[] })[];
  readonly series: readonly SampleSeries[];
};

export async function look({ path, centres, region, dates, most }: RegionInput): Promise<FoundRegion> {
  const placed = await readCoordinates(path);
  const named = placed.samples.map((name) => dates.get(name) ?? "");
  const { inside, all, samples, series } = describeRegion(placed, centres, region, named);
  const objects = objectsBySample(placed, inside);
  return {
    ...{ individuals: inside.length, of: placed.weights.length, objects: spread(objects.flat(), most.ofRegion) },
    samples: samples.map((row, at) => ({ ...row, of: all[at], objects: spread(objects[at], most.ofSample) })),
    series,
  };
}

function objectsBySample({ objects, sampleOf, samples }: CoordinateTable, inside: Int32Array): number[][] {
  const found = samples.map((): number[] => []);
  if (objects !== null) for (const row of inside) found[sampleOf[row]].push(objects[row]);
  return found;
}

/** At most so many, evenly from first to last. */
const spread = (objects: readonly number[], most: number): number[] =>
  objects.length <= most ? [...objects] : Array.from({ length: most }, (_, i) => objects[Math.floor((i * objects.length) / most)]);

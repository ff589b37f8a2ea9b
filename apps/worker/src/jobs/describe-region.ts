import { json } from "node:stream/consumers";
import { refuse } from "@nauplius/domain";
import {
  type CoordinateTable,
  describeRegion as describe,
  type FrozenSpace,
  readCoordinates,
  TableProblem,
} from "@nauplius/pipelines/morphospace";
import { fileOfSpace, keepRegion, type RunHandle, type RunOutcome, regionInput } from "@nauplius/services";
import { z } from "zod";
import type { Dependencies } from "./dependencies.ts";
import { sampleResult, seriesResult } from "./space-result.ts";

/** Objects that a sample's mark opens, and that the whole region opens. */
const [ofSample, ofRegion] = [100, 5_000];
const shown = z.object({ samples: z.array(z.looseObject({ name: z.string(), date: z.string() })) });

/** Indices and series of the individuals in a region of a space: from its table of coordinates, so that they are those of the space. */
export async function describeRegion(d: Dependencies, handle: RunHandle): Promise<RunOutcome> {
  const input = regionInput.parse(handle.run.input);
  const [table, frozen] = [await fileOfSpace(d.db, input.spaceId, "coordinates.csv"), await fileOfSpace(d.db, input.spaceId, "space.json")];
  for (const found of [table, frozen])
    if (found === null || (await d.storage.size(found.file.key)) === null)
      return refuse("gone", "the coordinates of this space were removed; make it again");
  if (table === null || frozen === null) throw new Error("both were there a moment ago");
  handle.progress({ step: "rows" });
  const { centres } = (await json(await d.storage.stream(frozen.file.key))) as FrozenSpace;
  const file = await d.storage.asFile(table.file.key);
  try {
    const placed = await readCoordinates(file.path, handle.signal);
    const { samples } = shown.parse(table.space.result);
    const known = new Map(samples.map((sample) => [sample.name, sample]));
    const dates = placed.samples.map((name) => known.get(name)?.date ?? "");
    const made = describe(placed, Float64Array.from(centres), input.region, dates);
    const objects = objectsBySample(placed, made.inside);
    return await keepRegion(d, handle, {
      individuals: made.inside.length,
      of: placed.weights.length,
      objects: spread(objects.flat(), ofRegion),
      samples: made.samples.map((row, at) => ({
        ...known.get(row.sample),
        ...sampleResult(row),
        ...{ of: made.all[at], objects: spread(objects[at], ofSample) },
      })),
      series: made.series.map(seriesResult),
    });
  } catch (error) {
    if (error instanceof TableProblem) return refuse("invalid", error.message);
    throw error;
  } finally {
    await file.release();
  }
}

/** Objects of the region; none where the space was made before its table named them. */
function objectsBySample({ objects, sampleOf, samples }: CoordinateTable, inside: Int32Array): number[][] {
  const found = samples.map((): number[] => []);
  if (objects !== null) for (const row of inside) found[sampleOf[row]].push(objects[row]);
  return found;
}

/** At most so many, evenly from first to last. */
const spread = (objects: readonly number[], most: number): number[] =>
  objects.length <= most ? [...objects] : Array.from({ length: most }, (_, i) => objects[Math.floor((i * objects.length) / most)]);

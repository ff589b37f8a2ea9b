import { json } from "node:stream/consumers";
import { refuse } from "@nauplius/domain";
import { type FrozenSpace, regionOnThread } from "@nauplius/pipelines/morphospace";
import { fileOfSpace, keepRegion, type RunHandle, type RunOutcome, regionInput } from "@nauplius/services";
import { z } from "zod";
import type { Dependencies } from "./dependencies.ts";
import { sampleResult, seriesResult } from "./space-result.ts";

/** Objects that a sample's mark opens, and that the whole region opens. */
const most = { ofSample: 100, ofRegion: 5_000 };
const shown = z.object({ samples: z.array(z.looseObject({ name: z.string(), date: z.string() })) });

/** Indices and series of the individuals in a region of a space: from its table of coordinates, so that they are those of the space. */
export async function describeRegion(d: Dependencies, handle: RunHandle): Promise<RunOutcome> {
  const { spaceId, region } = regionInput.parse(handle.run.input);
  const [table, frozen] = [await fileOfSpace(d.db, spaceId, "coordinates.csv"), await fileOfSpace(d.db, spaceId, "space.json")];
  for (const found of [table, frozen])
    if (found === null || (await d.storage.size(found.file.key)) === null)
      return refuse("gone", "the coordinates of this space were removed; make it again");
  if (table === null || frozen === null) throw new Error("both were there a moment ago");
  handle.progress({ step: "rows" });
  const { centres } = (await json(await d.storage.stream(frozen.file.key))) as FrozenSpace;
  const { samples } = shown.parse(table.space.result);
  const known = new Map(samples.map((sample) => [sample.name, sample]));
  const dates = new Map(samples.map(({ name, date }) => [name, date]));
  const file = await d.storage.asFile(table.file.key);
  try {
    const found = await regionOnThread({ path: file.path, centres: Float64Array.from(centres), region, dates, most }, handle.signal);
    return await keepRegion(d, handle, {
      ...found,
      samples: found.samples.map(({ of, objects, ...row }) => ({ ...known.get(row.sample), ...sampleResult(row), of, objects })),
      series: found.series.map(seriesResult),
    });
  } finally {
    await file.release();
  }
}

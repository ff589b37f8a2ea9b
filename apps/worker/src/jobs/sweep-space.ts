import { refuse } from "@nauplius/domain";
import { dayOf, usualMorphs, usualSweep } from "@nauplius/ecology";
import { readCoordinates, sweepMorphs, TableProblem } from "@nauplius/pipelines/morphospace";
import { fileOfSpace, keepWithSpace, type RunHandle, type RunOutcome, sweepInput } from "@nauplius/services";
import { z } from "zod";
import type { Dependencies } from "./dependencies.ts";
import { threadsOf } from "./space-individuals.ts";

const shown = z.object({
  morphs: z.array(z.unknown()),
  samples: z.array(z.object({ name: z.string(), date: z.string() })),
});

/** Does the cut of a space matter? From its table of coordinates, so that what is swept is what it was. */
export async function sweepSpace(d: Dependencies, handle: RunHandle): Promise<RunOutcome> {
  const input = sweepInput.parse(handle.run.input);
  const found = await fileOfSpace(d.db, input.spaceId, "coordinates.csv");
  if (found === null || (await d.storage.size(found.file.key)) === null)
    return refuse("gone", "the coordinates of this space were removed; make it again");
  const { morphs, samples } = shown.parse(found.space.result);
  const file = await d.storage.asFile(found.file.key);
  try {
    handle.progress({ step: "rows" });
    const placed = await readCoordinates(file.path, handle.signal);
    const individuals = placed.weights.length;
    const ks = (input.ks.length > 0 ? input.ks : usualSweep(Math.max(5, 2 * usualMorphs(individuals)))).filter((k) => 2 * k <= individuals);
    if (ks.length === 0) return refuse("invalid", `got ${individuals} individuals, expected at least twice as many as morphs`);
    const dates = new Map(samples.map(({ name, date }) => [name, date === "" ? null : dayOf(date)]));
    const sweep = await sweepMorphs(placed, {
      ...{ ks, reference: morphs.length, seed: input.seed, threads: threadsOf(d), signal: handle.signal },
      days: placed.samples.map((name) => dates.get(name) ?? null),
      onStep: (done, total) => handle.progress({ step: "sweeping", done, total }),
    });
    return await keepWithSpace(d.db, handle, input.spaceId, { sweep });
  } catch (error) {
    if (error instanceof TableProblem) return refuse("invalid", error.message);
    throw error;
  } finally {
    await file.release();
  }
}

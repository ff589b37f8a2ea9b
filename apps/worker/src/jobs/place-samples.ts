import { json } from "node:stream/consumers";
import { refuse } from "@nauplius/domain";
import { type FrozenSpace, type PlacedSamples, placeOnThread, TableProblem } from "@nauplius/pipelines/morphospace";
import {
  fileOfSpace,
  keepWithSpace,
  placeInput,
  type RunHandle,
  type RunOutcome,
  type SpaceIndividuals,
  spaceIndividuals,
} from "@nauplius/services";
import { z } from "zod";
import type { Dependencies } from "./dependencies.ts";
import { individualsOf, sourceOf } from "./space-individuals.ts";
import { sampleResult } from "./space-result.ts";

const shown = z.object({ samples: z.array(z.object({ id: z.number() })), choices: z.object({ seed: z.int() }) });
/** Individuals that a page draws of those placed later. */
const mostPoints = 2_000;

/** Samples that came after a space was frozen, placed in it: nothing is fitted anew, and the drift is told. */
export async function placeSamples(d: Dependencies, handle: RunHandle): Promise<RunOutcome> {
  const input = placeInput.parse(handle.run.input);
  const found = await fileOfSpace(d.db, input.spaceId, "space.json");
  if (found === null || (await d.storage.size(found.file.key)) === null)
    return refuse("gone", "the frozen space was removed; make it again");
  const { space: row, file } = found;
  const { samples, choices } = shown.parse(row.result);
  handle.progress({ step: "rows" });
  const read = await spaceIndividuals(sourceOf(d, handle), {
    ...{ projectId: row.projectId, preparationId: row.preparationId, sampleIds: input.sampleIds, validatedOnly: input.validatedOnly },
    without: samples.map(({ id }) => id),
  });
  if (!read.ok) return read;
  const frozen = (await json(await d.storage.stream(file.key))) as FrozenSpace;
  try {
    const placed = await placeOnThread(individualsOf(read.value), frozen, {
      perSample: read.value.preparation.body.perSample,
      seed: choices.seed,
      signal: handle.signal,
    });
    return await keepWithSpace(d.db, handle, input.spaceId, { placed: placedResult(read.value, placed, frozen.space.axes, d.clock.now()) });
  } catch (error) {
    if (error instanceof TableProblem) return refuse("invalid", error.message);
    throw error;
  }
}

/** What pages draw of it: the samples with their drift, and some of their individuals. */
function placedResult(read: SpaceIndividuals, { rows, individuals, coordinates, labels }: PlacedSamples, axes: number, at: Date) {
  const step = Math.max(1, Math.ceil(individuals.length / mostPoints));
  const points: number[][] = [];
  for (let i = 0; i < individuals.length; i += step) {
    const row = individuals[i];
    points.push([read.objectIds[row], read.sampleOf[row], labels[i], ...coordinates.subarray(i * axes, (i + 1) * axes)]);
  }
  return {
    at: at.toISOString(),
    points,
    samples: rows.map(({ drift, ...row }, sample) => {
      const { outside, unplaced, beyond } = drift;
      const most = Object.entries(beyond).sort(([, a], [, b]) => b - a);
      return {
        ...read.samples[sample],
        ...sampleResult(row),
        drift: { outside, unplaced, beyond: most.slice(0, 5).map(([feature, share]) => ({ feature, share })) },
      };
    }),
    warnings: read.warnings,
  };
}

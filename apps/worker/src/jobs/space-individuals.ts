import { makeTable, ownPreparation, type Preparation, publishedPreparation, yeoJohnsonPreparation } from "@nauplius/ecology";
import type { Individuals } from "@nauplius/pipelines/morphospace";
import type { RunHandle, SpaceIndividuals } from "@nauplius/services";
import type { Dependencies } from "./dependencies.ts";

/** Individuals of a project in the form of the computation. */
export const individualsOf = (read: SpaceIndividuals): Individuals => ({
  table: makeTable(read.features, read.columns),
  weights: read.weights,
  ids: { names: [...read.names], numberOf: Int32Array.from(read.names, (_, i) => i) },
  samples: { names: read.samples.map(({ name }) => name), numberOf: read.sampleOf },
  dates: { names: read.samples.map(({ date }) => date), numberOf: read.sampleOf },
  taxa: { names: [...read.taxa], numberOf: read.taxonOf },
  objects: read.objectIds,
});

export function preparationOf({ preparation: { name, version, body }, features }: SpaceIndividuals): Preparation {
  const recipe =
    body.recipe === "own"
      ? ownPreparation(body.rules, features)
      : body.recipe === "published"
        ? publishedPreparation
        : yeoJohnsonPreparation(features);
  return { ...recipe, name: `${name} ${version}`, perSample: body.perSample, maxMissing: body.maxMissing ?? recipe.maxMissing };
}

/** Reading them takes the longest of a large project: it tells how far it is, and stops when it is asked to. */
export const sourceOf = (d: Dependencies, handle: RunHandle) => ({
  db: d.db,
  signal: handle.signal,
  progress: (done: number, total: number) => handle.progress({ step: "rows", done, total }),
});

/** Undefined: as many threads as the machine has. */
export const threadsOf = ({ env }: Dependencies): number | undefined => (env.WORKER_THREADS === 0 ? undefined : env.WORKER_THREADS);

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ok, refuse } from "@nauplius/domain";
import { makeTable, type Preparation, publishedPreparation, yeoJohnsonPreparation } from "@nauplius/ecology";
import { buildMorphospace, type Individuals, type Morphospace, TableProblem, writeMorphospace } from "@nauplius/pipelines/morphospace";
import { keepSpace, type RunHandle, type RunOutcome, type SpaceIndividuals, spaceIndividuals, spaceInput } from "@nauplius/services";
import type { Dependencies } from "./dependencies.ts";
import { resultOf } from "./space-result.ts";

/** Starts of k-means: the best of them is kept, as the published scripts do. */
const starts = 10;

/** A morphological space: individuals from the project, the same computation as `nauplius morphospace`, its tables into the storage. */
export async function buildSpace(d: Dependencies, handle: RunHandle): Promise<RunOutcome> {
  const input = spaceInput.parse(handle.run.input);
  handle.progress({ step: "rows" });
  const source = {
    db: d.db,
    signal: handle.signal,
    progress: (done: number, total: number) => handle.progress({ step: "rows", done, total }),
  };
  const read = await spaceIndividuals(source, input);
  if (!read.ok) return read;
  const individuals = individualsOf(read.value);
  const made = await build(individuals, read.value, {
    ...input,
    handle,
    threads: d.env.WORKER_THREADS === 0 ? undefined : d.env.WORKER_THREADS,
  });
  if (!made.ok) return made;
  const files = await store(d, handle, individuals, made.value);
  return keepSpace(d.db, handle, input, { result: resultOf(read.value, made.value), space: made.value.space, files }, d.clock.now());
}

function individualsOf(read: SpaceIndividuals): Individuals {
  return {
    table: makeTable(read.features, read.columns),
    weights: read.weights,
    ids: { names: [...read.names], numberOf: Int32Array.from(read.names, (_, i) => i) },
    samples: { names: read.samples.map(({ name }) => name), numberOf: read.sampleOf },
    dates: { names: read.samples.map(({ date }) => date), numberOf: read.sampleOf },
  };
}

function preparationOf({ preparation: { name, version, body }, features }: SpaceIndividuals): Preparation {
  const recipe = body.recipe === "published" ? publishedPreparation : yeoJohnsonPreparation(features);
  return { ...recipe, name: `${name} ${version}`, perSample: body.perSample, maxMissing: body.maxMissing ?? recipe.maxMissing };
}

type Choices = ReturnType<typeof spaceInput.parse> & { handle: RunHandle; threads: number | undefined };

async function build(individuals: Individuals, read: SpaceIndividuals, { k, axes, groups, seed, handle, threads }: Choices) {
  try {
    const made = await buildMorphospace(individuals, {
      ...{ preparation: preparationOf(read), k, groups, seed, starts, threads, signal: handle.signal },
      ...(axes === null ? {} : { axes }),
      onStage: (step, done, total) => handle.progress({ step, done, total }),
    });
    return ok(made);
  } catch (error) {
    if (error instanceof TableProblem) return refuse("invalid", error.message);
    throw error;
  }
}

/** Tables are written to a folder first, as the command line does; the storage may be no folder. */
async function store(d: Dependencies, handle: RunHandle, individuals: Individuals, made: Morphospace) {
  const folder = await mkdtemp(join(tmpdir(), "nauplius-space-"));
  try {
    const files = [];
    for (const name of await writeMorphospace(folder, individuals, made)) {
      const bytes = await readFile(join(folder, name));
      const key = `spaces/run-${handle.run.id}/${name}`;
      await d.storage.write(key, bytes);
      files.push({ name, key, bytes: bytes.byteLength });
    }
    return files;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

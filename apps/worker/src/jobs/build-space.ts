import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ok, refuse } from "@nauplius/domain";
import { buildMorphospace, type Individuals, type Morphospace, TableProblem, writeMorphospace } from "@nauplius/pipelines/morphospace";
import { keepSpace, type RunHandle, type RunOutcome, type SpaceIndividuals, spaceIndividuals, spaceInput } from "@nauplius/services";
import type { Dependencies } from "./dependencies.ts";
import { individualsOf, preparationOf, sourceOf, threadsOf } from "./space-individuals.ts";
import { drawSpace, type SpacePicture } from "./space-pictures.ts";
import { nearestObjects, resultOf } from "./space-result.ts";

/** Starts of k-means: the best of them is kept, as the published scripts do. */
const starts = 10;

/** A morphological space: individuals from the project, the same computation as `nauplius morphospace`, its tables and pictures into the storage. */
export async function buildSpace(d: Dependencies, handle: RunHandle): Promise<RunOutcome> {
  const input = spaceInput.parse(handle.run.input);
  handle.progress({ step: "rows" });
  const read = await spaceIndividuals(sourceOf(d, handle), input);
  if (!read.ok) return read;
  const individuals = individualsOf(read.value);
  const built = await build(individuals, read.value, { ...input, handle, threads: threadsOf(d) });
  if (!built.ok) return built;
  const made = built.value;
  const morphObjects = nearestObjects(read.value, made);
  const pictures = await drawSpace(d, handle, { made, objectIds: read.value.objectIds, morphObjects, seed: input.seed });
  const files = await store(d, handle, { individuals, made, pictures: pictures.files });
  const shown = { morphs: pictures.morphs, tiles: pictures.tiles };
  const result = { ...resultOf(read.value, made, morphObjects), pictures: shown };
  return keepSpace(d.db, handle, input, { result, space: made.space, files }, d.clock.now());
}

type Choices = ReturnType<typeof spaceInput.parse> & { handle: RunHandle; threads: number | undefined };

async function build(individuals: Individuals, read: SpaceIndividuals, { k, axes, groups, seed, handle, threads }: Choices) {
  try {
    const made = await buildMorphospace(individuals, {
      ...{ preparation: preparationOf(read), k, groups, seed, starts, threads, signal: handle.signal, intervals: true },
      ...(axes === null ? {} : { axes }),
      onStage: (step, done, total) => handle.progress({ step, done, total }),
    });
    return ok(made);
  } catch (error) {
    if (error instanceof TableProblem) return refuse("invalid", error.message);
    throw error;
  }
}

type Stored = { readonly individuals: Individuals; readonly made: Morphospace; readonly pictures: readonly SpacePicture[] };

/** Tables are written to a folder first, as the command line does; the storage may be no folder. */
async function store(d: Dependencies, handle: RunHandle, { individuals, made, pictures }: Stored) {
  const folder = await mkdtemp(join(tmpdir(), "nauplius-space-"));
  const files: { name: string; key: string; bytes: number }[] = [];
  const keep = async (name: string, bytes: Uint8Array) => {
    const key = `spaces/run-${handle.run.id}/${name}`;
    await d.storage.write(key, bytes);
    files.push({ name, key, bytes: bytes.byteLength });
  };
  try {
    for (const name of await writeMorphospace(folder, individuals, made)) await keep(name, await readFile(join(folder, name)));
    for (const { name, bytes } of pictures) await keep(name, bytes);
    return files;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

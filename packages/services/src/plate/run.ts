import { compileView, type Db, firstVignettes, objectWindow, type ShownObject, taxaByIds } from "@nauplius/db";
import {
  type Clock,
  englishPlateWords,
  filter,
  mostPlated,
  ok,
  plateForm,
  plateWords,
  projectId,
  refuse,
  sampleId,
  sort,
  withValues,
} from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { z } from "zod";
import { readVignettes } from "../object/vignettes.ts";
import type { RunHandle, RunOutcome } from "../run/execute.ts";
import type { PlatedObject, PlatePorts } from "./ports.ts";

export type PlateDependencies = { readonly db: Db; readonly storage: Storage; readonly clock: Clock; readonly ports: PlatePorts };

/** What was asked for, with what its maker may see. */
export const plateInput = z.object({
  projectId,
  filter,
  sort,
  form: plateForm,
  title: z.string(),
  /** Runs that waited for a worker while it learnt other languages have none. */
  words: plateWords.default(englishPlateWords),
  sampleIds: z.array(sampleId),
  validatedOnly: z.boolean(),
});
export type PlateInput = z.output<typeof plateInput>;

/** Draws a plate of a view and keeps its files; done again it writes over its own. */
export async function runPlate({ db, storage, clock, ports }: PlateDependencies, handle: RunHandle): Promise<RunOutcome> {
  const input = plateInput.parse(handle.run.input);
  const sight = { projectId: input.projectId, sampleIds: input.sampleIds, validatedOnly: input.validatedOnly };
  handle.progress({ step: "reading", done: 0, total: 0 });
  const view = await compileView(db, sight, input.filter, input.sort);
  const rows = await objectWindow(db, view, { limit: mostPlated });
  if (rows.length === 0) return refuse("invalid", "got no objects, expected at least one: they may have been moved or deleted since");
  const objects = await plated(db, storage, { rows, noTaxon: input.words.noTaxon });
  const made = clock.now();
  const about = withValues(input.words.about, {
    project: input.projectId,
    objects: rows.length,
    made: made.toISOString().slice(0, 16).replace("T", " "),
  });
  const { pages, files } = await ports.draw(
    { form: input.form, objects, title: input.title, words: input.words, about, made },
    { signal: handle.signal, onPage: (done, total) => handle.progress({ step: "drawing", done, total }) },
  );
  const kept: { name: string; key: string; bytes: number }[] = [];
  for (const { name, bytes } of files) {
    const key = `plates/run-${handle.run.id}/${name}`;
    await storage.write(key, bytes);
    kept.push({ name, key, bytes: bytes.byteLength });
  }
  await db.transaction((tx) => handle.hold(tx));
  return ok({ result: { objects: rows.length, pages, files: kept } });
}

type Shown = { readonly rows: readonly ShownObject[]; readonly noTaxon: string };

async function plated(db: Db, storage: Storage, { rows, noTaxon }: Shown): Promise<PlatedObject[]> {
  const images = new Map<number, Uint8Array>();
  for await (const { objectId, bytes } of readVignettes(
    storage,
    await firstVignettes(
      db,
      rows.map(({ id }) => id),
    ),
  ))
    images.set(objectId, bytes);
  const named = await taxaByIds(db, [...new Set(rows.flatMap(({ taxonId }) => taxonId ?? []))]);
  const names = new Map<number, string>(named.map(({ id, displayName }) => [id, displayName]));
  return rows.map(({ id, originalId, width, height, pixelSize, taxonId }) => ({
    ...{ width: width ?? 1, height: height ?? 1, pixelSize, bytes: images.get(id) ?? null, name: originalId },
    taxon: taxonId === null ? noTaxon : (names.get(taxonId) ?? ""),
  }));
}

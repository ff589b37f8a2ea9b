import { type Db, effectiveFlags, firstVignettes, lineageOf, type ModelRow, modelById, sampleNames } from "@nauplius/db";
import type { SampleId } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { readVignettes } from "../../object/vignettes.ts";
import { readFeatures } from "../features.ts";
import type { Training } from "../ports.ts";
import type { FixedSet } from "./input.ts";

const readAtOnce = 500;

/** Vignettes and features of members with their class, some hundreds at once. */
export async function* readMembers(d: { db: Db; storage: Storage }, fixed: FixedSet): ReturnType<Training["source"]["read"]> {
  const { classes, members, features, isBlind = false } = fixed;
  for (let at = 0; at < members.length; at += readAtOnce) {
    const some = new Map(members.slice(at, at + readAtOnce).map((member) => [member[0], member]));
    const places = isBlind ? [] : await firstVignettes(d.db, [...some.keys()]);
    const measured = features ? await readFeatures(d.db, [...some.keys()], features) : new Map<number, Float32Array>();
    // In the order of their ids: the same set is the same sequence, wherever the packs put it.
    const bytes = new Map<number, Uint8Array>();
    for await (const vignette of readVignettes(d.storage, places)) bytes.set(Number(vignette.objectId), vignette.bytes);
    for (const [id, [, , classAt]] of some) {
      const [image, own] = [bytes.get(id) ?? null, measured.get(id)];
      if (image !== null || own !== undefined) yield { path: String(id), taxon: classes[classAt]?.name ?? "", bytes: image, features: own };
    }
  }
}

/** Names and flags that the evaluation shows. */
export async function factsOf(db: Db, taxa: readonly number[], samples: readonly number[]) {
  const [flags, names] = await Promise.all([effectiveFlags(db, taxa), sampleNames(db, samples as readonly SampleId[])]);
  const lineages = await Promise.all(taxa.map((taxon) => lineageOf(db, taxon)));
  return {
    /** Of each class, in their order: the taxon first, the root last. */
    lineages: lineages.map((lineage) => lineage.map(({ id }) => Number(id))),
    isLiving: (taxon: number): boolean => flags.get(taxon)?.living ?? true,
    sampleName: (id: number): string => names.get(id) ?? "",
  };
}

/** Samples of the site that a model, or one that it descends from, learned from. */
export async function taughtBy(db: Db, model: ModelRow): Promise<ReadonlySet<number>> {
  const samples = new Set<number>();
  for (let at: ModelRow | null = model; at !== null; at = at.parentId === null ? null : await modelById(db, at.parentId))
    for (const sample of at.evaluation?.split.taught ?? []) samples.add(sample);
  return samples;
}

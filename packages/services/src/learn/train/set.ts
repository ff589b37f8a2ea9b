import { type Db, foundTaxa, trainingObjects } from "@nauplius/db";
import type { TrainingSet } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import type { Training } from "../ports.ts";
import { type Candidate, chooseMembers, mappingOf, splitSentence, targetOf } from "./choose.ts";
import type { FixedSet } from "./input.ts";
import { readMembers } from "./members.ts";

const page = 5_000;

/** The objects of a training set as they are now, each with its class and its part. `taught`: samples that the model to begin with knows. */
export async function chooseSet(db: Db, set: TrainingSet, taught?: ReadonlySet<number>): Promise<FixedSet> {
  const candidates: Candidate[] = [];
  for (let after = 0; ; ) {
    const some = await trainingObjects(db, set.projects, after, page);
    candidates.push(...some);
    const last = some.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  const mapping = mappingOf(set);
  const targets = new Set(candidates.map(({ taxonId }) => targetOf(taxonId, mapping)).filter((taxon) => taxon !== null));
  const names = new Map((await foundTaxa(db, [...targets], null)).map((taxon) => [Number(taxon.id), taxon]));
  return chooseMembers(candidates, set, { names, taught });
}

/** A set as a training reads it. */
export function sourceOf(d: { db: Db; storage: Storage }, fixed: FixedSet, seed: number): Training["source"] {
  const parts = new Map(fixed.members.map(([id, , , part]) => [String(id), part]));
  return {
    name: "the training set",
    objects: fixed.members.length,
    read: () => readMembers(d, fixed, fixed.members),
    partOf: (path) => parts.get(path) ?? "train",
    how: splitSentence(fixed.bySample, seed),
  };
}

import { type Db, foundTaxa, trainingObjects } from "@nauplius/db";
import { neededToTrain, type TrainingRecipe, type TrainingSet, type TrainingUse } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { type Chosen, featuresToTrain } from "../features.ts";
import type { Training } from "../ports.ts";
import { type Candidate, chooseMembers, mappingOf, splitSentence, targetOf } from "./choose.ts";
import type { FixedSet } from "./input.ts";
import { readMembers } from "./members.ts";

const page = 5_000;

type Choosing = {
  readonly set: TrainingSet;
  readonly recipe: TrainingRecipe;
  readonly uses: TrainingUse;
  /** Samples that the model to begin with knows. */
  readonly taught?: ReadonlySet<number>;
};

/** The objects of a training set as they are now, each with its class and its part, and the features that all of them can be compared by. */
export async function chooseSet(db: Db, { set, recipe, uses, taught }: Choosing): Promise<FixedSet> {
  const candidates: Candidate[] = [];
  const needed = neededToTrain({ recipe, uses });
  for (let after = 0; ; ) {
    const some = await trainingObjects(db, set.projects, { after, limit: page, needed });
    candidates.push(...some);
    const last = some.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  const mapping = mappingOf(set);
  const targets = new Set(candidates.map(({ taxonId }) => targetOf(taxonId, mapping)).filter((taxon) => taxon !== null));
  const names = new Map((await foundTaxa(db, [...targets], null)).map((taxon) => [Number(taxon.id), taxon]));
  const chosen = chooseMembers(candidates, set, { names, taught });
  if (uses === "images") return chosen;
  const found = await featuresToTrain(db, set.projects, needed);
  return { ...chosen, features: found.features, isBlind: needed === "features", warnings: [...chosen.warnings, ...warningsOf(found)] };
}

function warningsOf({ features, unmeasured, apart, dialects }: Chosen): string[] {
  return [
    ...(apart.length > 0
      ? [`features that cannot be compared (measured by ${dialects.join(" and ")}) are left out by name: ${apart.join(", ")}`]
      : []),
    ...(features !== null && unmeasured > 0 ? [`of ${unmeasured} objects no features were measured`] : []),
  ];
}

/** A set as a training reads it. */
export function sourceOf(d: { db: Db; storage: Storage }, fixed: FixedSet, seed: number): Training["source"] {
  const parts = new Map(fixed.members.map(([id, , , part]) => [String(id), part]));
  return {
    name: "the training set",
    objects: fixed.members.length,
    features: fixed.features,
    read: () => readMembers(d, fixed),
    partOf: (path) => parts.get(path) ?? "train",
    how: splitSentence(fixed.bySample, seed),
  };
}

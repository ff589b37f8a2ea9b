import { createRng, heldOut, type Rng, type TaxonId, type TrainingSet } from "@nauplius/domain";
import { atMostPerClass, type Part, splitBySample } from "@nauplius/ml";
import type { FixedSet, Member } from "./input.ts";

export type Candidate = { readonly id: number; readonly sampleId: number; readonly taxonId: number; readonly hash: string | null };
type Named = ReadonlyMap<number, { readonly displayName: string }>;

/** The taxon under which an object counts: along the mapping (once), else its own; null: left out. */
export function targetOf(taxonId: number, mapping: ReadonlyMap<number, TaxonId | null>): number | null {
  const mapped = mapping.get(taxonId);
  return mapped === undefined ? taxonId : mapped;
}

export const mappingOf = (set: Pick<TrainingSet, "mapping">): Map<number, TaxonId | null> =>
  new Map(set.mapping.map(({ from, to }) => [Number(from), to]));

/** Decides which objects train, steer and judge: the same images once, classes with too few left out, whole samples in one part,
 *  and at most so many of a class in the training part alone. What the model to begin with learned from (`taught`) trains again and is never
 *  held out, as long as there is anything else. The same set and seed choose the same. */
export function chooseMembers(
  candidates: readonly Candidate[],
  set: TrainingSet,
  { names, taught = new Set() }: { readonly names: Named; readonly taught?: ReadonlySet<number> },
): FixedSet {
  const mapping = mappingOf(set);
  const warnings: string[] = [];
  const seen = new Map<string, number>();
  const usable: { object: Candidate; taxon: number }[] = [];
  let [copies, contradictions] = [0, 0];
  for (const object of candidates) {
    const taxon = targetOf(object.taxonId, mapping);
    if (taxon === null || !names.has(taxon)) continue;
    const earlier = object.hash === null ? undefined : seen.get(object.hash);
    if (earlier !== undefined) {
      copies += 1;
      contradictions += earlier === taxon ? 0 : 1;
      continue;
    }
    if (object.hash !== null) seen.set(object.hash, taxon);
    usable.push({ object, taxon });
  }
  if (copies > 0)
    warnings.push(`${copies} objects have the same image as another one and are left out, ${contradictions} of them under another taxon`);
  const counts = new Map<number, number>();
  for (const { taxon } of usable) counts.set(taxon, (counts.get(taxon) ?? 0) + 1);
  const nameOf = (taxon: number): string => names.get(taxon)?.displayName ?? "";
  const kept = [...counts].filter(([, n]) => n >= set.fewest).map(([taxon]) => taxon);
  const rare = [...counts].filter(([, n]) => n < set.fewest).map(([taxon, n]) => `${nameOf(taxon)} (${n})`);
  if (rare.length > 0) warnings.push(`classes with fewer than ${set.fewest} objects are left out: ${rare.join(", ")}`);
  const classes = kept.map((taxonId) => ({ taxonId, name: nameOf(taxonId) })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const classAt = new Map(classes.map(({ taxonId }, at) => [taxonId, at]));
  const all = usable.filter(({ taxon }) => classAt.has(taxon));
  const random = createRng(set.seed);
  const { parts, bySample, known } = split(
    all.map(({ object }) => object.sampleId),
    taught,
    random.fork("split"),
  );
  if (known)
    warnings.push("the model that it begins with learned from samples that are held out here: figures look better than new samples will");
  const labels = all.map(({ taxon }) => classAt.get(taxon) ?? 0);
  const training = [...parts.keys()].filter((index) => parts[index] === "train");
  const limited = set.most === null ? training : atMostPerClass(training, labels, { limit: set.most, random: random.fork("limit") });
  const trains = new Set(limited);
  const members = all.flatMap(({ object }, index): Member[] => {
    const part = parts[index] as Part;
    return part === "train" && !trains.has(index) ? [] : [[object.id, object.sampleId, labels[index] ?? 0, part]];
  });
  if (!bySample) warnings.push("the objects come from one sample: they are split at random, and figures look better than new samples will");
  const oneSample = classes.filter(
    (_, at) => new Set(all.filter((_o, i) => labels[i] === at).map(({ object }) => object.sampleId)).size === 1,
  );
  if (bySample && oneSample.length > 0)
    warnings.push(`classes of one sample only, which cannot both train and be judged: ${oneSample.map(({ name }) => name).join(", ")}`);
  return { classes, members, bySample, warnings };
}

/** Samples that taught the model to begin with train; the others are split. One that is left judges; where none is, all are split. */
function split(samples: readonly number[], taught: ReadonlySet<number>, random: Rng) {
  const others = samples.filter((sample) => !taught.has(sample));
  const [left, all] = [new Set(others).size, new Set(samples).size];
  if (left === all || left === 0) return { ...splitBySample(samples, heldOut, random), known: left < all };
  if (left === 1) return { parts: samples.map((sample): Part => (taught.has(sample) ? "train" : "test")), bySample: true, known: false };
  const more = samples.length / others.length;
  // At least a third of what is new trains.
  const shares = { test: Math.min(0.45, heldOut.test * more), validation: Math.min(0.2, heldOut.validation * more) };
  const { parts } = splitBySample(others, shares, random);
  let at = 0;
  return { parts: samples.map((sample): Part => (taught.has(sample) ? "train" : (parts[at++] ?? "train"))), bySample: true, known: false };
}

export const splitSentence = (bySample: boolean, seed: number): string =>
  bySample
    ? `by sample: whole samples drawn at random (seed ${seed}) until ${100 * heldOut.test} % of the objects are held out and ${100 * heldOut.validation} % steer and calibrate`
    : `random split, not by sample (all objects come from one sample): seed ${seed}, ${100 * heldOut.test} % held out, ${100 * heldOut.validation} % steer and calibrate`;

import type { Random } from "../rng.ts";
import { shuffled } from "../sampling/batches.ts";
import type { Part } from "./by-name.ts";

export type SampleSplit = {
  /** Part of each object. */
  readonly parts: readonly Part[];
  /** False where there was only one sample: then objects themselves were split, and figures say so. */
  readonly bySample: boolean;
};

type Shares = { readonly test: number; readonly validation: number };

/** Splits whole samples: objects of one sample look alike, and a model judged on them looks better than it is. Samples are
 *  drawn at random until a part has about its share of the objects; at least one sample always trains. With two samples
 *  nothing is left to validate; with one, objects are split at random instead. */
export function splitBySample(samples: readonly (string | number)[], shares: Shares, random: Random): SampleSplit {
  const sizes = new Map<string | number, number>();
  for (const sample of samples) sizes.set(sample, (sizes.get(sample) ?? 0) + 1);
  if (sizes.size < 2) return { parts: splitAtRandom(samples.length, shares, random), bySample: false };
  const order = shuffled([...sizes.keys()], random);
  const partOfSample = new Map<string | number, Part>();
  const fill = (part: Part, share: number): void => {
    const wanted = share * samples.length;
    let taken = 0;
    while (taken < wanted && order.length > 1) {
      const sample = order[0] as string | number;
      const size = sizes.get(sample) ?? 0;
      // Half of a sample too many is nearer than half of it too few; but no part that was asked for stays empty.
      if (taken > 0 && taken + size / 2 > wanted) return;
      order.shift();
      partOfSample.set(sample, part);
      taken += size;
    }
  };
  if (shares.test > 0) fill("test", shares.test);
  if (shares.validation > 0) fill("validation", shares.validation);
  return { parts: samples.map((sample) => partOfSample.get(sample) ?? "train"), bySample: true };
}

function splitAtRandom(count: number, { test, validation }: Shares, random: Random): Part[] {
  const order = shuffled(
    Array.from({ length: count }, (_, index) => index),
    random,
  );
  const parts = new Array<Part>(count).fill("train");
  const [toTest, toValidation] = [Math.round(test * count), Math.round((test + validation) * count)];
  for (const [rank, index] of order.entries()) if (rank < toValidation) parts[index] = rank < toTest ? "test" : "validation";
  return parts;
}

/** At most `limit` of the given objects of each class, drawn at random: for the training part alone. */
export function atMostPerClass(
  objects: readonly number[],
  classOf: ArrayLike<number>,
  { limit, random }: { limit: number; random: Random },
): number[] {
  const taken = new Map<number, number>();
  const chosen = new Set<number>();
  for (const object of shuffled(objects, random)) {
    const label = Number(classOf[object]);
    const count = taken.get(label) ?? 0;
    if (count >= limit) continue;
    taken.set(label, count + 1);
    chosen.add(object);
  }
  return objects.filter((object) => chosen.has(object));
}

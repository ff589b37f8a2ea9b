import type { Random } from "../rng.ts";
import { brayCurtis, confusionOf } from "./confusion.ts";

export type GroupScore<Key> = {
  readonly group: Key;
  readonly objects: number;
  readonly top1: number;
  readonly brayCurtis: number;
  /** Mean over the classes that occur in the group of |predicted - true| / true count. */
  readonly countError: number;
};

export type GroupedObjects<Key> = {
  readonly truth: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  /** Group (sample) of each object. */
  readonly groups: readonly Key[];
  readonly classes: number;
};

/** How well the community of each group is told, in the order in which the groups occur. */
export function scoresByGroup<Key>({ truth, predicted, groups, classes }: GroupedObjects<Key>): GroupScore<Key>[] {
  const rows = new Map<Key, number[]>();
  for (const [row, group] of groups.entries()) {
    const known = rows.get(group);
    if (known) known.push(row);
    else rows.set(group, [row]);
  }
  return [...rows].map(([group, members]) => {
    const own = members.map((row) => Number(truth[row]));
    const called = members.map((row) => Number(predicted[row]));
    return {
      group,
      objects: members.length,
      top1: own.filter((label, i) => label === called[i]).length / members.length,
      brayCurtis: brayCurtis(confusionOf(own, called, classes)),
      countError: countError(own, called),
    };
  });
}

function countError(truth: readonly number[], predicted: readonly number[]): number {
  const present = new Set(truth);
  const count = (labels: readonly number[], label: number): number => labels.filter((l) => l === label).length;
  const errors = [...present].map((label) => Math.abs(count(predicted, label) - count(truth, label)) / count(truth, label));
  return errors.reduce((a, b) => a + b, 0) / errors.length;
}

export type Interval = { readonly mean: number; readonly low: number; readonly high: number };

/** Difference of two predictors' accuracies on the same objects with its interval (95 % unless `level` says otherwise), by bootstrap over
 *  groups: objects of one sample are no independent trials (Efron & Tibshirani 1993, percentile interval). */
export function accuracyDifference<Key>(
  { hits, others, groups }: { hits: readonly boolean[]; others: readonly boolean[]; groups: readonly Key[] },
  { random, resamples = 1000, level = 0.95 }: { random: Random; resamples?: number; level?: number },
): Interval {
  const sums = new Map<Key, { objects: number; gain: number }>();
  for (const [row, group] of groups.entries()) {
    const { objects, gain } = sums.get(group) ?? { objects: 0, gain: 0 };
    sums.set(group, { objects: objects + 1, gain: gain + Number(hits[row]) - Number(others[row]) });
  }
  const all = [...sums.values()];
  const differenceOf = (some: readonly { objects: number; gain: number }[]): number =>
    some.reduce((sum, { gain }) => sum + gain, 0) / some.reduce((sum, { objects }) => sum + objects, 0);
  const drawn = Array.from({ length: resamples }, () =>
    differenceOf(all.map(() => all[Math.floor(random.next() * all.length)] as { objects: number; gain: number })),
  ).toSorted((a, b) => a - b);
  const at = (share: number): number => drawn[Math.min(resamples - 1, Math.floor(share * resamples))] as number;
  return { mean: differenceOf(all), low: at((1 - level) / 2), high: at((1 + level) / 2) };
}

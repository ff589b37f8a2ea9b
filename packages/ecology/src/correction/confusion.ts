/** Held-out objects by true class (rows) and predicted class (columns), row-major, at natural proportions of each true class. */
export type Confusion = { readonly classes: readonly string[]; readonly counts: Float64Array };

export function makeConfusion(classes: readonly string[], counts: ArrayLike<number>): Confusion {
  if (counts.length !== classes.length ** 2)
    throw new RangeError(`got ${counts.length} counts for ${classes.length} classes, expected ${classes.length ** 2}`);
  return { classes, counts: Float64Array.from(counts as ArrayLike<number>) };
}

/** Classes joined to groups that have test objects enough; `groupOf` names the group of each class, in the order of the classes. */
export function groupConfusion({ classes, counts }: Confusion, groupOf: readonly string[]): Confusion {
  const groups = [...new Set(groupOf)];
  const at = groupOf.map((group) => groups.indexOf(group));
  const joined = new Float64Array(groups.length ** 2);
  for (let i = 0; i < classes.length; i++) {
    for (let j = 0; j < classes.length; j++) {
      const cell = (at[i] ?? 0) * groups.length + (at[j] ?? 0);
      joined[cell] = (joined[cell] ?? 0) + (counts[i * classes.length + j] ?? 0);
    }
  }
  return { classes: groups, counts: joined };
}

/** Test objects of each true class. */
export function supportOf({ classes, counts }: Confusion): Float64Array {
  const k = classes.length;
  return Float64Array.from({ length: k }, (_, i) => counts.subarray(i * k, (i + 1) * k).reduce((sum, n) => sum + n, 0));
}

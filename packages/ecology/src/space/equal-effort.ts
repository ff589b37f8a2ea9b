import { drawWithout, type Random } from "../statistics/random.ts";

export type Effort = {
  /** Rows kept, ascending. */
  readonly rows: Int32Array;
  /** For each row kept, n/N of its sample: what its weight is multiplied by, so that totals stay what they were. */
  readonly factors: Float64Array;
};

/**
 * At most `most` individuals of each sample, drawn at random, so that well-imaged samples do not speak louder.
 * `sampleOf` numbers each row's sample; `randomOf` gives each sample its own generator, so that adding a sample changes no other draw.
 */
export function equalEffort(sampleOf: ArrayLike<number>, most: number, randomOf: (sample: number) => Random): Effort {
  const bySample = new Map<number, number[]>();
  for (let row = 0; row < sampleOf.length; row++) {
    const rows = bySample.get(sampleOf[row]);
    if (rows === undefined) bySample.set(sampleOf[row], [row]);
    else rows.push(row);
  }
  const factorOf = new Float64Array(sampleOf.length);
  let kept = 0;
  for (const [sample, rows] of bySample) {
    const size = Math.min(most, rows.length);
    kept += size;
    const chosen = size === rows.length ? rows.keys() : drawWithout(rows.length, size, randomOf(sample));
    for (const index of chosen) factorOf[rows[index]] = rows.length / size;
  }
  const rows = new Int32Array(kept);
  const factors = new Float64Array(kept);
  for (let row = 0, at = 0; row < factorOf.length; row++) {
    if (factorOf[row] === 0) continue;
    rows[at] = row;
    factors[at++] = factorOf[row];
  }
  return { rows, factors };
}

import { logChoose } from "../statistics/gamma.ts";
import { type Figure, figure, none } from "./figure.ts";

/** Raw individuals imaged of each form; whole numbers. */
export type Counts = ArrayLike<number>;

export function totalOf(counts: Counts): number {
  let n = 0;
  for (let i = 0; i < counts.length; i++) {
    if (!(counts[i] >= 0 && Number.isInteger(counts[i])))
      throw new RangeError(`count ${i}: got ${counts[i]}, expected a whole number of individuals (not a concentration)`);
    n += counts[i];
  }
  return n;
}

/** Probability that j of the x individuals of a form are among m drawn of n without replacement. */
const drawn = (j: number, x: number, m: number, n: number): number =>
  j > x || m - j > n - x || j > m ? 0 : Math.exp(logChoose(x, j) + logChoose(n - x, m - j) - logChoose(n, m));

/** Expected richness among m individuals drawn without replacement (Hurlbert 1971, Ecology 52:577; vegan::rarefy). */
export function rarefiedRichness(counts: Counts, m: number): Figure {
  const n = totalOf(counts);
  if (m > n) return none(`${n} individuals: fewer than ${m}`);
  let expected = 0;
  for (let i = 0; i < counts.length; i++) expected += 1 - drawn(0, counts[i], m, n);
  return figure(expected);
}

/**
 * Rarefied Hill number of order q: the Hill number of the expected numbers of forms seen j times among m individuals
 * (Chao et al. 2014, Ecological Monographs 84:45; iNEXT).
 */
export function rarefiedHill(counts: Counts, m: number, q: number): Figure {
  if (q === 0) return rarefiedRichness(counts, m);
  const n = totalOf(counts);
  if (m > n) return none(`${n} individuals: fewer than ${m}`);
  if (!(m >= 1)) return none("no individual drawn");
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    for (let j = 1; j <= Math.min(counts[i], m); j++) {
      const share = j / m;
      sum += drawn(j, counts[i], m, n) * (q === 1 ? -share * Math.log(share) : share ** q);
    }
  }
  return figure(q === 1 ? Math.exp(sum) : sum ** (1 / (1 - q)));
}

import { logGamma } from "../statistics/gamma.ts";
import { type Figure, figure, none } from "./figure.ts";
import { type Counts, rarefiedHill, totalOf } from "./rarefaction.ts";

const seenTimes = (counts: Counts, times: number): number => {
  let forms = 0;
  for (let i = 0; i < counts.length; i++) if (counts[i] === times) forms++;
  return forms;
};

/** Estimated coverage of a sample: the share of the community's individuals that belong to forms seen (Chao and Jost 2012, eq. 4a). */
export function sampleCoverage(counts: Counts): Figure {
  const n = totalOf(counts);
  if (n === 0) return none("nothing is present");
  const [f1, f2] = [seenTimes(counts, 1), seenTimes(counts, 2)];
  if (f1 === 0) return figure(1);
  if (n === 1) return figure(0);
  if (f2 > 0) return figure(1 - (f1 / n) * (((n - 1) * f1) / ((n - 1) * f1 + 2 * f2)));
  // Without doubletons, as in the bias-corrected form of Chao 1.
  return figure(1 - (f1 / n) * (((n - 1) * (f1 - 1)) / ((n - 1) * (f1 - 1) + 2)));
}

/** Expected coverage of m individuals drawn without replacement (Chao and Jost 2012, eq. 4b). */
export function rarefiedCoverage(counts: Counts, m: number): Figure {
  const n = totalOf(counts);
  if (m >= n) return m === n ? sampleCoverage(counts) : none(`${n} individuals: fewer than ${m}`);
  let missed = 0;
  for (let i = 0; i < counts.length; i++) {
    const x = counts[i];
    if (x === 0 || n - x < m) continue;
    missed += (x / n) * Math.exp(logGamma(n - x + 1) - logGamma(n - x - m + 1) - logGamma(n) + logGamma(n - m));
  }
  return figure(1 - missed);
}

/** Lower bound of the number of forms, seen and unseen (Chao 1984, bias-corrected where nothing was seen twice). */
export function chao1(counts: Counts): Figure {
  const n = totalOf(counts);
  if (n === 0) return none("nothing is present");
  const [f1, f2] = [seenTimes(counts, 1), seenTimes(counts, 2)];
  let seen = 0;
  for (let i = 0; i < counts.length; i++) if (counts[i] > 0) seen++;
  const unseen = f2 > 0 ? (f1 * f1) / (2 * f2) : (f1 * (f1 - 1)) / 2;
  return figure(seen + ((n - 1) / n) * unseen);
}

/** A Hill number where samples are equally complete, and how many individuals that takes. */
export type Standardised = { readonly hill: Figure; readonly individuals: number | null };

/**
 * Hill number at a given coverage by rarefaction (Chao and Jost 2012, Ecology 93:2533), with m between whole numbers interpolated.
 * Never extrapolates: a sample that is less complete has no value, and says how complete it is.
 */
export function hillAtCoverage(counts: Counts, coverage: number, q: number): Standardised {
  const n = totalOf(counts);
  const own = sampleCoverage(counts);
  if (own.value === null) return { hill: own, individuals: null };
  if (coverage > own.value + 1e-12) return { hill: none(`coverage ${own.value.toFixed(4)}: below ${coverage}`), individuals: null };
  let [low, high] = [0, n];
  const at = (m: number): number => (m === 0 ? 0 : (rarefiedCoverage(counts, m).value ?? 0));
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at(middle) < coverage) low = middle;
    else high = middle;
  }
  const [below, above] = [at(low), at(high)];
  const part = above > below ? Math.min(1, Math.max(0, (coverage - below) / (above - below))) : 1;
  const [left, right] = [low === 0 ? 0 : (rarefiedHill(counts, low, q).value ?? 0), rarefiedHill(counts, high, q).value ?? 0];
  return { hill: figure(left + part * (right - left)), individuals: low + part * (high - low) };
}

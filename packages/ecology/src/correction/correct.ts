import type { Confusion } from "./confusion.ts";
import { type CorrectedAmount, type CorrectionOptions, makeCorrector } from "./corrector.ts";

/** As predicted, always beside the correction. */
export type CorrectedCount = CorrectedAmount & { readonly class: string };

/** Counts of the still-predicted part, corrected; or why they are not. */
export type Correction =
  | { readonly counts: readonly CorrectedCount[]; readonly reason?: undefined }
  | { readonly counts: null; readonly reason: string };

/** Counts of one place corrected for classification error (see `makeCorrector`); add validated objects as they are. */
export function correctCounts(confusion: Confusion, predicted: ArrayLike<number>, options: CorrectionOptions): Correction {
  const { correct, reason } = makeCorrector(confusion, options);
  if (correct === null) return { counts: null, reason };
  const counts = correct(Array.from(predicted, (n) => ({ sum: n, squares: n })));
  return { counts: counts.map((one, i) => ({ class: confusion.classes[i], ...one })) };
}

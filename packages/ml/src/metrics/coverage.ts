import { bestOf, type Scores } from "./scores.ts";

export type Coverage = {
  /** Objects whose best score is at least `threshold` are right with at least the wanted precision. */
  readonly threshold: number;
  /** Their share of all objects. */
  readonly coverage: number;
  readonly precision: number;
};

/** The largest share of objects, taken by falling score, that is right as often as wanted; null where there is none. */
export function coverageAt(scores: Scores, precision: number): Coverage | null {
  const rows = Array.from(bestOf(scores), (best, row) => ({
    score: scores.probabilities[row * scores.classes + best] ?? 0,
    right: best === scores.truth[row],
  })).toSorted((a, b) => b.score - a.score);
  let right = 0;
  let found: Coverage | null = null;
  rows.forEach(({ score, right: isRight }, index) => {
    right += isRight ? 1 : 0;
    // Equal scores stand or fall together.
    if (rows[index + 1]?.score === score) return;
    const share = right / (index + 1);
    if (share >= precision) found = { threshold: score, coverage: (index + 1) / rows.length, precision: share };
  });
  return found;
}

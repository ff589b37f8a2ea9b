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

/** Of each class, the lowest score from which on what is called so is right with at least the wanted precision, taken by falling score;
 *  null where no score is: [classes]. */
export function classThresholds(scores: Scores, precision: number): (number | null)[] {
  const best = bestOf(scores);
  return Array.from({ length: scores.classes }, (_, c) => {
    const rows = [...best.keys()].filter((row) => best[row] === c);
    const of = (from: ArrayLike<number>): number[] => rows.map((row) => from[row] ?? 0);
    const score = rows.map((row) => scores.probabilities[row * scores.classes + c] ?? 0);
    const called = { truth: Int32Array.from(of(scores.truth), (truth) => (truth === c ? 0 : 1)), classes: 2 };
    // Two classes: this one, and all others, which are never the best.
    const probabilities = Float32Array.from({ length: 2 * rows.length }, (__, i) => (i % 2 === 0 ? (score[i >> 1] ?? 0) : -1));
    return coverageAt({ ...called, probabilities }, precision)?.threshold ?? null;
  });
}

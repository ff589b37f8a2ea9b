import type { Scores } from "@nauplius/ml";

/** Certain answers: `called[i]` for each object. */
export const scoresOf = (truth: readonly number[], called: readonly number[], classes = 2): Scores => ({
  truth: Int32Array.from(truth),
  classes,
  probabilities: Float32Array.from(
    called.flatMap((c) => Array.from({ length: classes }, (_, at) => (at === c ? 0.9 : 0.1 / (classes - 1)))),
  ),
});
export const truth = Array.from({ length: 60 }, (_, i) => i % 2);
export const samples = truth.map((_, i) => Math.floor(i / 10));
export const held = { samples, bySample: true, living: [true, false] };

import type { EvaluationFigures, ModelEvaluation } from "@nauplius/domain";
import { bestOf, coverageAt, pooledScores, reportOf, type Scores, scoresByGroup } from "@nauplius/ml";

/** What was held out: true class and sample of each row. */
export type HeldOut = { readonly samples: readonly number[]; readonly bySample: boolean; readonly living: readonly boolean[] };

export const precisions = [0.8, 0.9, 0.95, 0.99];

/** All figures of one predictor on the held-out objects. */
export function figuresOf(scores: Scores, { samples, bySample, living }: HeldOut): EvaluationFigures {
  const report = reportOf(scores);
  const groups = bySample
    ? scoresByGroup({ truth: scores.truth, predicted: bestOf(scores), groups: samples, classes: scores.classes })
    : [];
  const mean = (value: (g: (typeof groups)[number]) => number): number | null =>
    groups.length === 0 ? null : groups.reduce((sum, g) => sum + value(g), 0) / groups.length;
  const { objects, top1, top5, balancedAccuracy, macroF1, logLoss, ece, brayCurtis } = report;
  return {
    ...{ objects, top1, top5, balancedAccuracy, macroF1, logLoss, ece, brayCurtis },
    sampleBrayCurtis: mean((g) => g.brayCurtis),
    sampleCountError: mean((g) => g.countError),
    living: living.some(Boolean) ? pooledScores(report.confusion, (c) => living[c] ?? false) : null,
    coverage: precisions.map((precision) => {
      const found = coverageAt(scores, precision);
      return { precision, coverage: found?.coverage ?? null, threshold: found?.threshold ?? null };
    }),
  };
}

/** Upper ends of the depth bands that an evaluation tells apart, m. */
const bands = [50, 200, 1000] as const;

/** The band that the middle of an object's depths lies in. */
export function bandOf(depth: number | null): string {
  if (depth === null) return "unknown";
  const at = bands.findIndex((end) => depth < end);
  return at === -1 ? `${bands.at(-1)} m and below` : `${bands[at - 1] ?? 0}-${bands[at]} m`;
}

/** Class frequencies of the training part as everybody's score: what a model must beat. */
export function byPrevalence(truth: Int32Array, training: readonly number[]): Scores {
  const total = training.reduce((a, b) => a + b, 0);
  const row = training.map((n) => n / total);
  const probabilities = new Float32Array(row.length * truth.length);
  for (let at = 0; at < truth.length; at++) probabilities.set(row, at * row.length);
  return { truth, classes: training.length, probabilities };
}

/** How near the tree puts wrong answers to the right ones. `lineages`: of each class its taxon first, the root last. */
export function nearErrors(confusion: ModelEvaluation["confusion"], lineages: readonly (readonly number[])[]): ModelEvaluation["errors"] {
  const errors = { objects: 0, inLine: 0, siblings: 0 };
  for (const [truth, predicted, objects] of confusion) {
    if (truth === predicted) continue;
    const [right = [], called = []] = [lineages[truth], lineages[predicted]];
    errors.objects += objects;
    if (right.includes(called[0] ?? -1) || called.includes(right[0] ?? -1)) errors.inLine += objects;
    else if (right[1] !== undefined && right[1] === called[1]) errors.siblings += objects;
  }
  return errors;
}

import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { quantiles } from "../statistics/quantile.ts";
import { drawPoisson, type Random } from "../statistics/random.ts";
import { type Confusion, makeConfusion, supportOf } from "./confusion.ts";
import { simplexFit } from "./simplex-fit.ts";

export type CorrectedCount = {
  readonly class: string;
  /** As predicted, always beside the correction. */
  readonly predicted: number;
  readonly corrected: number;
  readonly low: number;
  readonly high: number;
};

/** Counts of the still-predicted part, corrected; or why they are not. */
export type Correction =
  | { readonly counts: readonly CorrectedCount[]; readonly reason?: undefined }
  | { readonly counts: null; readonly reason: string };

export type CorrectionOptions = {
  /** Test objects that each class needs. Default 50. */
  readonly least?: number;
  /** Draws behind the intervals. Default 200. */
  readonly draws?: number;
  readonly level?: number;
  readonly random: Random;
};

/** Beyond this ratio of singular values a few test objects move counts by their own size: the classes cannot be told apart. */
const MOST_CONDITION = 50;

/**
 * Counts corrected for classification error: of the part that nobody looked at, given how held-out objects of each true class were
 * predicted (Solow et al. 2001, MEPS 216:309), by least squares with counts >= 0 and the total kept. Add validated objects as they are.
 * The intervals draw test objects (with a half added to each cell) and Poisson counts anew. No correction where support is bad.
 */
export function correctCounts(confusion: Confusion, predicted: ArrayLike<number>, options: CorrectionOptions): Correction {
  const { classes } = confusion;
  const { least = 50, draws = 200, level = 0.95, random } = options;
  if (predicted.length !== classes.length)
    throw new RangeError(`got ${predicted.length} counts, expected one for each of ${classes.length} classes`);
  const support = supportOf(confusion);
  const poor = classes.filter((_, i) => support[i] < least);
  if (poor.length > 0) return { counts: null, reason: `fewer than ${least} test objects: ${poor.join(", ")}; group them with others` };
  const condition = new SingularValueDecomposition(matrixOf(confusion)).condition;
  if (!(condition < MOST_CONDITION))
    return { counts: null, reason: "the model cannot tell these classes apart: group those that it confuses" };
  const corrected = fit(confusion, predicted);
  const drawn = Array.from({ length: draws }, () =>
    fit(
      redraw(confusion, random),
      Float64Array.from(predicted as ArrayLike<number>, (n) => drawPoisson(n, random)),
    ),
  );
  return {
    counts: classes.map((name, i) => {
      const [low, high] = quantiles(
        drawn.map((draw) => draw[i]),
        [(1 - level) / 2, (1 + level) / 2],
      );
      return { class: name, predicted: predicted[i], corrected: corrected[i], low, high };
    }),
  };
}

/** Columns: where objects of one true class are predicted; they sum to 1. */
function matrixOf(confusion: Confusion): Matrix {
  const k = confusion.classes.length;
  const support = supportOf(confusion);
  const matrix = Matrix.zeros(k, k);
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) matrix.set(j, i, confusion.counts[i * k + j] / support[i]);
  return matrix;
}

function fit(confusion: Confusion, predicted: ArrayLike<number>): Float64Array {
  const k = confusion.classes.length;
  let total = 0;
  for (let i = 0; i < k; i++) total += predicted[i];
  if (total === 0) return new Float64Array(k);
  return simplexFit(Float64Array.from(matrixOf(confusion).to1DArray()), k, predicted, total);
}

/** Test objects of each class drawn anew, as many as there were. */
function redraw({ classes, counts }: Confusion, random: Random): Confusion {
  const k = classes.length;
  const drawn = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    const cells = counts.subarray(i * k, (i + 1) * k);
    const n = cells.reduce((sum, cell) => sum + cell, 0);
    // What was never seen among n is not impossible.
    const mass = n + k / 2;
    for (let one = 0; one < n; one++) {
      let left = random() * mass;
      let j = 0;
      while (j < k - 1 && left >= cells[j] + 0.5) left -= cells[j++] + 0.5;
      drawn[i * k + j]++;
    }
  }
  return makeConfusion(classes, drawn);
}

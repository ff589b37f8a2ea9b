import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { quantiles } from "../statistics/quantile.ts";
import { drawPoisson, type Random } from "../statistics/random.ts";
import { type Confusion, makeConfusion, supportOf } from "./confusion.ts";
import { simplexFit } from "./simplex-fit.ts";

/** What was predicted of one class: sum of what its individuals stand for (count, concentration or biovolume), and sum of the squares. */
export type Amount = { readonly sum: number; readonly squares: number };
export type CorrectedAmount = { readonly predicted: number; readonly corrected: number; readonly low: number; readonly high: number };

export type CorrectionOptions = {
  /** Test objects that each class needs. Default 50. */
  readonly least?: number;
  /** Draws behind the intervals. Default 200. */
  readonly draws?: number;
  readonly level?: number;
  readonly random: Random;
};

/** Corrects what was predicted in one place, class by class in the order of the confusion. */
export type Correct = (predicted: readonly Amount[]) => CorrectedAmount[];
export type Corrector = { readonly correct: Correct; readonly reason?: undefined } | { readonly correct: null; readonly reason: string };

/** Beyond this ratio of singular values a few test objects move counts by their own size: the classes cannot be told apart. */
const MOST_CONDITION = 50;

/**
 * Corrects for classification error: of the part that nobody looked at, given how held-out objects of each true class were predicted
 * (Solow et al. 2001, MEPS 216:309), by least squares with amounts >= 0 and the total kept. Amounts may weigh: whether an object is
 * called wrong must not hang on its weight within its class. The intervals draw test objects (a half added to each cell; drawn once,
 * for all places) and Poisson counts of the same variance anew. None where support is bad.
 */
export function makeCorrector(confusion: Confusion, { least = 50, draws = 200, level = 0.95, random }: CorrectionOptions): Corrector {
  const { classes } = confusion;
  const support = supportOf(confusion);
  const poor = classes.filter((_, i) => (support[i] ?? 0) < least);
  if (poor.length > 0) return { correct: null, reason: `fewer than ${least} test objects: ${poor.join(", ")}; group them with others` };
  const condition = new SingularValueDecomposition(Matrix.from1DArray(classes.length, classes.length, ratesOf(confusion))).condition;
  if (!(condition < MOST_CONDITION))
    return { correct: null, reason: "the model cannot tell these classes apart: group those that it confuses" };
  const rates = ratesOf(confusion);
  const drawn = Array.from({ length: draws }, () => ratesOf(redraw(confusion, random)));
  return {
    correct: (predicted) => {
      if (predicted.length !== classes.length)
        throw new RangeError(`got ${predicted.length} counts, expected one for each of ${classes.length} classes`);
      const corrected = fit(
        rates,
        predicted.map(({ sum }) => sum),
      );
      const fits = drawn.map((own) =>
        fit(
          own,
          predicted.map((amount) => redrawAmount(amount, random)),
          corrected,
        ),
      );
      return classes.map((_, i) => {
        const [low = 0, high = 0] = quantiles(
          fits.map((one) => one[i] ?? 0),
          [(1 - level) / 2, (1 + level) / 2],
        );
        return { predicted: predicted[i]?.sum ?? 0, corrected: corrected[i] ?? 0, low, high };
      });
    },
  };
}

/** A Poisson count in units of squares / sum has the amount's mean and variance. */
const redrawAmount = ({ sum, squares }: Amount, random: Random): number =>
  sum > 0 ? (drawPoisson((sum * sum) / squares, random) * squares) / sum : 0;

/** Row-major, predicted class by true class: where objects of one true class are predicted; columns sum to 1. */
function ratesOf(confusion: Confusion): Float64Array {
  const k = confusion.classes.length;
  const support = supportOf(confusion);
  const rates = new Float64Array(k * k);
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) rates[j * k + i] = (confusion.counts[i * k + j] ?? 0) / (support[i] ?? 1);
  return rates;
}

function fit(rates: Float64Array, predicted: readonly number[], near?: Float64Array): Float64Array {
  const k = predicted.length;
  const total = predicted.reduce((sum, amount) => sum + amount, 0);
  return total === 0 ? new Float64Array(k) : simplexFit(rates, k, predicted, total, near);
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
      for (let cell = cells[j] ?? 0; j < k - 1 && left >= cell + 0.5; cell = cells[++j] ?? 0) left -= cell + 0.5;
      drawn[i * k + j] = (drawn[i * k + j] ?? 0) + 1;
    }
  }
  return makeConfusion(classes, drawn);
}

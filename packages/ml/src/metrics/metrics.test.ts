import { expect, test } from "vitest";
import { atTemperature, bestTemperature, expectedCalibrationError, reliability } from "./calibration.ts";
import { balancedAccuracy, brayCurtis, classScores, confusionOf, macroF1, pooledScores } from "./confusion.ts";
import { coverageAt } from "./coverage.ts";
import { reportOf } from "./report.ts";
import { logLoss, type Scores, topK } from "./scores.ts";

const scores: Scores = {
  classes: 3,
  truth: Int32Array.of(0, 0, 1, 1, 2),
  probabilities: Float32Array.of(0.7, 0.2, 0.1, 0.3, 0.6, 0.1, 0.1, 0.8, 0.1, 0.2, 0.5, 0.3, 0.4, 0.35, 0.25),
};
const confusion = confusionOf([0, 0, 1, 1, 2], [0, 1, 1, 1, 0], 3);

test("top-k counts the true class among the k highest, ties against the model", () => {
  expect(topK(scores, 1)).toBe(3 / 5);
  expect(topK(scores, 2)).toBe(4 / 5);
  expect(topK({ classes: 2, truth: Int32Array.of(0), probabilities: Float32Array.of(0.5, 0.5) }, 1)).toBe(0);
});

test("log-loss is the mean of -ln p", () => {
  expect(logLoss(scores)).toBeCloseTo(-(Math.log(0.7) + Math.log(0.3) + Math.log(0.8) + Math.log(0.5) + Math.log(0.25)) / 5, 6);
});

test("balanced accuracy and macro F1 weigh classes equally", () => {
  expect(classScores(confusion).map(({ recall }) => recall)).toEqual([0.5, 1, 0]);
  expect(balancedAccuracy(confusion)).toBeCloseTo(0.5, 12);
  // F1: 2 * 0.5 * 0.5 / 1 = 0.5; 2 * (2/3) / (5/3) = 0.8; 0.
  expect(macroF1(confusion)).toBeCloseTo((0.5 + 0.8 + 0) / 3, 12);
});

test("Bray-Curtis compares true and predicted counts", () => {
  // Counts 2, 2, 1 against 2, 3, 0.
  expect(brayCurtis(confusion)).toBeCloseTo(2 / 10, 12);
});

test("classes may be pooled: living ones alone", () => {
  expect(pooledScores(confusion, (c) => c < 2)).toEqual({ precision: 3 / 5, recall: 3 / 4, f1: (2 * 0.6 * 0.75) / 1.35 });
});

test("the calibration error is the weighted gap between confidence and accuracy", () => {
  expect(reliability(scores, 2).map(({ objects }) => objects)).toEqual([1, 4]);
  const [low, high] = [Math.abs(0.4 - 0), 4 * Math.abs(2.6 / 4 - 3 / 4)];
  expect(expectedCalibrationError(scores, 2)).toBeCloseTo((low + high) / 5, 6);
});

test("the best temperature undoes an overconfidence", () => {
  const truth = Int32Array.from({ length: 1000 }, (_, i) => (i % 10 < 7 ? 0 : 1));
  const honest: Scores = { classes: 2, truth, probabilities: Float32Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? 0.7 : 0.3)) };
  expect(bestTemperature(atTemperature(honest, 1 / 3))).toBeCloseTo(3, 2);
});

test("coverage is the largest share with the wanted precision", () => {
  expect(coverageAt(scores, 0.99)).toEqual({ threshold: expect.closeTo(0.7, 6), coverage: 2 / 5, precision: 1 });
  expect(coverageAt(scores, 0.7)).toEqual({ threshold: 0.5, coverage: 4 / 5, precision: 3 / 4 });
  const wrong: Scores = { classes: 2, truth: Int32Array.of(1), probabilities: Float32Array.of(0.9, 0.1) };
  expect(coverageAt(wrong, 0.5)).toBeNull();
});

test("the report counts only classes that occur", () => {
  expect(reportOf({ ...scores, truth: Int32Array.of(0, 0, 1, 1, 1) })).toMatchObject({ objects: 5, classes: 2, top1: 3 / 5 });
});

import { createRng } from "@nauplius/domain";
import { expect, test } from "vitest";
import { featureScalingOf, scaleFeatures } from "./feature-scaling.ts";

const table = (rows: readonly (readonly number[])[]) => ({
  values: Float32Array.from(rows.flat()),
  rows: rows.length,
  columns: rows[0]?.length ?? 0,
});

test("areas that span orders of magnitude come out symmetric, of mean 0 and deviation 1", () => {
  const random = createRng(5);
  const measured = table(Array.from({ length: 2000 }, () => [Math.exp(random.normal(8, 2))]));
  const scaling = featureScalingOf(measured, [...Array(2000).keys()]);
  // Logarithms, or nearly: the lambda of a log-normal feature is 0.
  expect(scaling.lambdas[0]).toBeCloseTo(0, 1);
  const scaled = [...scaleFeatures(measured, scaling)];
  const mean = scaled.reduce((a, b) => a + b) / 2000;
  expect(mean).toBeCloseTo(0, 2);
  expect(scaled.reduce((sum, z) => sum + (z - mean) ** 2, 0) / 2000).toBeCloseTo(1, 2);
  expect(scaled.reduce((sum, z) => sum + (z - mean) ** 3, 0) / 2000).toBeCloseTo(0, 1);
});

test("only the rows asked for tell the distribution, and what lies far from all of them is cut", () => {
  const measured = table([[1], [2], [3], [4], [5], [1e9]]);
  const scaling = featureScalingOf(measured, [0, 1, 2, 3, 4]);
  const scaled = scaleFeatures(measured, scaling);
  expect(Math.abs(scaled[2] ?? 9)).toBeLessThan(0.1);
  expect(scaled[5]).toBe(6);
});

test("what was not measured stays unknown, and a feature that says one thing or nothing becomes 0", () => {
  const measured = table([
    [7, Number.NaN, 1],
    [7, Number.NaN, Number.POSITIVE_INFINITY],
    [7, Number.NaN, 3],
  ]);
  const scaled = scaleFeatures(measured, featureScalingOf(measured, [0, 1, 2]));
  for (const row of [0, 3, 6]) expect(scaled[row]).toBeCloseTo(0, 9);
  expect([scaled[1], scaled[4], scaled[7]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect(scaled[5]).toBeNaN();
  expect(scaled[8]).toBeCloseTo(-(scaled[2] ?? 0), 5);
});

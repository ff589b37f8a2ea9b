import { expect, test } from "vitest";
import type { Confusion } from "./confusion.ts";
import { cohenKappa, oneAgainstOthers } from "./kappa.ts";

const of = (...rows: number[][]): Confusion => ({ classes: rows.length, counts: Float64Array.from(rows.flat()) });

// Standard errors by the delta method with numerical gradients, computed apart from this code.
test.each([
  { confusion: of([20, 5], [10, 15]), kappa: 0.4, error: 0.126996063 },
  { confusion: of([88, 14, 18], [10, 40, 10], [2, 6, 12]), kappa: 0.4915254237, error: 0.051001816 },
])("kappa $kappa has the interval of its standard error $error", ({ confusion, kappa, error }) => {
  const found = cohenKappa(confusion);
  expect(found.kappa).toBeCloseTo(kappa, 9);
  expect((Number(found.high) - Number(found.low)) / 2 / 1.959963984540054).toBeCloseTo(error, 6);
});

test("who agrees on everything is not certain to: the interval narrows with the objects", () => {
  const few = cohenKappa(of([5, 0], [0, 5]));
  const many = cohenKappa(of([500, 0], [0, 500]));
  expect([few.kappa, few.high, many.kappa]).toEqual([1, 1, 1]);
  expect(few.low).toBeCloseTo(2 * (10 / 13.841458820694124) - 1, 9);
  expect(many.low).toBeGreaterThan(0.99);
});

test("where one always says the same the interval is that of the agreement, and not nothing", () => {
  const two = cohenKappa(of([1, 1], [0, 0]));
  expect(two.kappa).toBe(0);
  // Wilson's interval of one of two: 0.0945 to 0.9055; half of it is chance.
  expect(two.low).toBeCloseTo(2 * 0.0945312 - 1, 5);
  expect(two.high).toBeCloseTo(2 * 0.9054688 - 1, 5);
});

test("nothing is told without objects, or where both always say the same one thing", () => {
  expect(cohenKappa(of([0, 0], [0, 0]))).toMatchObject({ objects: 0, kappa: null });
  expect(cohenKappa(of([7, 0], [0, 0]))).toMatchObject({ objects: 7, agreed: 1, kappa: null, low: null });
});

test("one class against the others keeps all objects", () => {
  expect([...oneAgainstOthers(of([88, 14, 18], [10, 40, 10], [2, 6, 12]), 0).counts]).toEqual([88, 32, 12, 68]);
});

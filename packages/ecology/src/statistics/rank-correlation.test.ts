import { expect, test } from "vitest";
import { rankCorrelation } from "./rank-correlation.ts";

test("ranks that go together, against each other, and with ties (SciPy 1.10, spearmanr)", () => {
  expect(rankCorrelation([1, 2, 3, 4], [10, 20, 30, 99])).toBeCloseTo(1, 12);
  expect(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1, 12);
  expect(rankCorrelation([1, 2, 2, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.763157894736842, 12);
});

test("is none where too little is known, or nothing varies", () => {
  expect(rankCorrelation([1, Number.NaN, 3], [1, 2, 3])).toBeNull();
  expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNull();
});

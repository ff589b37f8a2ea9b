import { expect, test } from "vitest";
import { drawPoisson } from "../statistics/random.ts";
import { seeded } from "../statistics/seeded.fixture.ts";
import { poissonInterval, weightedPoissonInterval } from "./poisson.ts";

// qchisq(c(0.025, 0.975), ...)/2 of R 4.2.2; the table of Garwood 1936 to its decimals.
test.each([
  [0, 0, 3.688879454113935],
  [1, 0.02531780798428988, 5.571643390938899],
  [5, 1.623486390118421, 11.66833207932267],
  [10, 4.795388696132433, 18.39035604201778],
  [100, 81.36399125092315, 121.6267937924264],
])("exact interval of %d individuals", (n, low, high) => {
  const got = poissonInterval(n);
  expect(got.low).toBeCloseTo(low, 10);
  expect(got.high).toBeCloseTo(high, 10);
});

test("a count must be raw", () => expect(() => poissonInterval(2.5)).toThrow("got 2.5, expected a whole number"));

test("with one weight it is Garwood's, scaled", () => {
  const w = 8 / 50;
  const got = weightedPoissonInterval({ sum: 7 * w, squares: 7 * w * w, largest: w });
  expect(got.low).toBeCloseTo(poissonInterval(7).low * w, 12);
  expect(got.high).toBeCloseTo(poissonInterval(7).high * w, 12);
  expect(weightedPoissonInterval({ sum: 0, squares: 0, largest: w })).toEqual({ low: 0, high: poissonInterval(0).high * w });
});

test("with several weights it is that of Fay and Feuer", () => {
  // Counts 3, 0, 10, 5 with weights 1, 2, 0.5, 4; the formula in R 4.2.2.
  const got = weightedPoissonInterval({ sum: 28, squares: 3 + 2.5 + 80, largest: 4 });
  expect(got.low).toBeCloseTo(12.915020294206, 10);
  expect(got.high).toBeCloseTo(54.5599918627174, 10);
});

test("it covers the truth at least as often as it says", () => {
  const random = seeded(1);
  let covered = 0;
  for (let i = 0; i < 600; i++) {
    const [a, b] = [drawPoisson(2, random), drawPoisson(4, random)];
    const { low, high } = weightedPoissonInterval({ sum: a * 8 + b, squares: a * 64 + b, largest: 8 });
    if (low <= 20 && 20 <= high) covered++;
  }
  expect(covered / 600).toBeGreaterThan(0.95);
});

import { expect, test } from "vitest";
import { random } from "../random.fixture.ts";
import { principalComponents, project } from "./components.ts";

test("components are uncorrelated, by falling variance, and of unit length", () => {
  const rng = random(3);
  const [rows, columns] = [400, 5];
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const [a, b] = [rng.normal(0, 3), rng.normal(0, 1)];
    values.set([a + 10, a + b, b - a, rng.normal(0, 0.1), 7], row * columns);
  }
  const components = principalComponents({ values, rows, columns }, 3);
  const scores = project({ values, rows, columns }, components);
  const covariance = (p: number, q: number) =>
    Array.from({ length: rows }, (_, row) => (scores[row * 3 + p] ?? 0) * (scores[row * 3 + q] ?? 0)).reduce((x, y) => x + y) / (rows - 1);
  expect(covariance(0, 1)).toBeCloseTo(0, 2);
  expect(covariance(0, 0)).toBeGreaterThan(covariance(1, 1));
  expect(covariance(1, 1)).toBeGreaterThan(covariance(2, 2));
  const length = Math.hypot(...Array.from({ length: columns }, (_, c) => components.vectors[c * 3] ?? 0));
  expect(length).toBeCloseTo(1, 5);
  // Three directions carry nearly all the variance: 3 * 9 along a, 2 * 1 along b, 0.01 of noise.
  expect(covariance(0, 0) + covariance(1, 1)).toBeCloseTo(29, -1);
});

test("fewer objects than wanted components give one less than the objects", () => {
  const values = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  expect(principalComponents({ values, rows: 3, columns: 3 }, 50).vectors.length).toBe(3 * 2);
});

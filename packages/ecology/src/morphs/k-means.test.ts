import { describe, expect, test } from "vitest";
import { drawNormal } from "../statistics/random.ts";
import { seeded } from "../statistics/seeded.fixture.ts";
import { byMass, kMeans, nearestCentres } from "./best.ts";
import { kMeansStart } from "./k-means.ts";
import { type Problem, rowsOf } from "./rows.ts";
import { seedCentres } from "./seeding.ts";

const cloud = (n: number, dims: number, seed: number): Problem => {
  const random = seeded(seed);
  return {
    points: Float64Array.from({ length: n * dims }, () => drawNormal(random)),
    dims,
    weights: Float64Array.from({ length: n }, () => random() ** 2),
  };
};

/** Lloyd's iterations without any bound, from the same seeds: every distance of every individual, every time. */
function plainLloyd({ points, dims, weights }: Problem, k: number, seed: number, iterations: number) {
  const rows = rowsOf({ points, dims, weights }, k);
  const seeds = seedCentres(rows, k, seeded(seed)).centres;
  const centres = Float64Array.from({ length: k * dims }, (_, i) => seeds[Math.floor(i / dims) * rows.stride + (i % dims)]);
  let labels = nearestCentres(points, dims, centres);
  for (let round = 0; round < iterations; round++) {
    const masses = new Float64Array(k);
    centres.fill(0);
    for (let i = 0; i < labels.length; i++) {
      masses[labels[i]] += weights[i];
      for (let c = 0; c < dims; c++) centres[labels[i] * dims + c] += weights[i] * points[i * dims + c];
    }
    for (let i = 0; i < centres.length; i++) centres[i] /= masses[Math.floor(i / dims)];
    labels = nearestCentres(points, dims, centres);
  }
  return { centres, labels };
}

describe("weighted k-means", () => {
  test.each([
    [1, 3],
    [2, 10],
    [3, 25],
    [4, 40],
    [5, 12],
    [9, 6],
  ])("with bounds is Lloyd's algorithm without them (%d dimensions, k = %d)", (dims, k) => {
    const problem = cloud(1500, dims, dims);
    const got = kMeansStart(problem, { k, maxIterations: 25, tolerance: 0 }, seeded(k));
    const expected = plainLloyd(problem, k, k, got.iterations);
    expect([...got.labels]).toEqual([...expected.labels]);
    for (const [i, value] of got.centres.entries()) expect(value).toBeCloseTo(expected.centres[i], 10);
  });

  test("says what it cost, weighs each cluster, and ends at a fixed point", () => {
    const problem = cloud(3000, 4, 7);
    const got = kMeansStart(problem, { k: 20, maxIterations: 500, tolerance: 0 }, seeded(1));
    expect(got.converged).toBe(true);
    expect([...nearestCentres(problem.points, 4, got.centres)]).toEqual([...got.labels]);
    let objective = 0;
    const masses = new Float64Array(20);
    for (const [i, label] of got.labels.entries()) {
      masses[label] += problem.weights[i];
      for (let c = 0; c < 4; c++) objective += problem.weights[i] * (problem.points[i * 4 + c] - got.centres[label * 4 + c]) ** 2;
    }
    expect(got.objective).toBeCloseTo(objective, 8);
    for (const [j, mass] of got.masses.entries()) expect(mass).toBeCloseTo(masses[j], 10);
  });

  test("finds groups that are there, also when it settles on a random part first", () => {
    const random = seeded(4);
    const n = 6000;
    const points = new Float64Array(n * 2);
    for (let i = 0; i < n; i++) for (let c = 0; c < 2; c++) points[i * 2 + c] = 20 * (((i % 4) >> c) & 1) + drawNormal(random);
    const got = kMeans({ points, dims: 2, weights: new Float64Array(n).fill(1) }, { k: 4, starts: 3 }, (start) => seeded(start));
    for (let i = 4; i < n; i++) expect(got.labels[i]).toBe(got.labels[i % 4]);
    expect(new Set(got.labels).size).toBe(4);
  });

  test("follows the weights: a heavy individual pulls its centre, one without weight pulls none", () => {
    const problem = { points: Float64Array.of(0, 1, 10, 11), dims: 1, weights: Float64Array.of(3, 1, 1, 0) };
    const { centres, masses } = byMass(kMeansStart(problem, { k: 2 }, seeded(2)), 1);
    expect([...centres]).toEqual([0.25, 10]);
    expect([...masses]).toEqual([4, 1]);
  });

  test("takes several starts, keeps the best and numbers by mass", () => {
    const problem = cloud(800, 3, 9);
    const each = Array.from({ length: 6 }, (_, start) => kMeansStart(problem, { k: 15 }, seeded(start)).objective);
    const best = kMeans(problem, { k: 15, starts: 6 }, seeded);
    expect(best.objective).toBe(Math.min(...each));
    expect([...best.masses]).toEqual([...best.masses].sort((a, b) => b - a));
  });

  test("makes no more morphs than there are different individuals", () => {
    const problem = { points: Float64Array.of(1, 1, 1, 5, 5, 5, 9), dims: 1, weights: new Float64Array(7).fill(1) };
    const { centres, objective } = kMeansStart(problem, { k: 5 }, seeded(1));
    expect([...centres].sort((a, b) => a - b)).toEqual([1, 5, 9]);
    expect(objective).toBe(0);
  });

  test("leaves no cluster empty", () => {
    // Many duplicates and few others: seeds next to each other lose their individuals.
    const random = seeded(3);
    const points = Float64Array.from({ length: 400 }, () => (random() < 0.9 ? Math.floor(3 * random()) : random() * 100));
    for (let seed = 0; seed < 30; seed++) {
      const { masses, labels } = kMeansStart({ points, dims: 1, weights: new Float64Array(400).fill(1) }, { k: 25 }, seeded(seed));
      expect(Math.min(...masses)).toBeGreaterThan(0);
      expect(new Set(labels).size).toBe(masses.length);
    }
  });

  test("gives the same morphs for the same seed", () => {
    const problem = cloud(500, 4, 1);
    expect(kMeansStart(problem, { k: 9 }, seeded(5))).toEqual(kMeansStart(problem, { k: 9 }, seeded(5)));
  });

  test.each([
    [{ points: Float64Array.of(1, 2, 3), dims: 2, weights: Float64Array.of(1) }, 1, "got 3 coordinates and 1 weights"],
    [{ points: Float64Array.of(1, 2), dims: 1, weights: Float64Array.of(1, 1) }, 3, "got 2 individuals for 3 morphs"],
    [{ points: Float64Array.of(1, 2), dims: 1, weights: Float64Array.of(1, -1) }, 1, "weight of individual 1: got -1"],
    [{ points: Float64Array.of(1, Number.NaN), dims: 1, weights: Float64Array.of(1, 1) }, 1, "individual 1: got a coordinate NaN"],
    [{ points: Float64Array.of(1, 2), dims: 1, weights: Float64Array.of(0, 0) }, 1, "no individual has weight"],
  ])("refuses what it cannot cut (%#)", (problem, k, message) => expect(() => kMeansStart(problem, { k }, seeded(1))).toThrow(message));
});

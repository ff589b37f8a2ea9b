import { describe, expect, test } from "vitest";
import { drawNormal } from "../statistics/random.ts";
import { seeded } from "../statistics/seeded.fixture.ts";
import { adjustedRand } from "./adjusted-rand.ts";
import { assign } from "./assign.ts";
import { clustersAround, moveCentres } from "./clusters.ts";
import { sweepStep, usualMorphs, usualSweep } from "./sweep.ts";
import { cutTree, wardTree } from "./ward.ts";

/** Rows 1-5, 51-55 and 101-105 of Anderson's irises (1935): sepals and petals, cm. */
const irises = Float64Array.of(
  ...[5.1, 3.5, 1.4, 0.2, 4.9, 3, 1.4, 0.2, 4.7, 3.2, 1.3, 0.2, 4.6, 3.1, 1.5, 0.2, 5, 3.6, 1.4, 0.2, 7, 3.2, 4.7, 1.4, 6.4, 3.2, 4.5, 1.5],
  ...[6.9, 3.1, 4.9, 1.5, 5.5, 2.3, 4, 1.3, 6.5, 2.8, 4.6, 1.5, 6.3, 3.3, 6, 2.5, 5.8, 2.7, 5.1, 1.9, 7.1, 3, 5.9, 2.1, 6.3, 2.9, 5.6, 1.8],
  ...[6.5, 3, 5.8, 2.2],
);

describe("Ward's tree", () => {
  test("has the heights and groups of R's hclust(dist(x), 'ward.D2')", () => {
    const tree = wardTree(irises, 4);
    const expected = [
      0.141421356237309, 0.244948974278318, 0.264575131106459, 0.33665016461207, 0.424264068711929, 0.5, 0.793725393319377,
      0.821583836257749, 0.852447456836295, 0.913783344124853, 1.3490737563232, 1.97610728453695, 3.01114596125794, 11.1960707393264,
    ];
    for (const [i, height] of expected.entries()) expect(tree[i].height).toBeCloseTo(height, 12);
    expect([...cutTree(tree, 3)]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 1, 2, 2, 2]);
    expect([...cutTree(tree, 5)]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 2, 1, 3, 4, 3, 3, 3]);
    expect([...cutTree(tree, 15)]).toEqual(Array.from({ length: 15 }, (_, i) => i));
    expect(() => cutTree(tree, 16)).toThrow("got 16 groups");
  });

  test("counts masses as R's hclust counts members", () => {
    const tree = wardTree(irises, 4, [5, 1, 2, 8, 1, 3, 1, 1, 4, 2, 6, 1, 1, 2, 9]);
    const expected = [
      0.182574185835055, 0.324037034920393, 0.346410161513776, 0.489897948556636, 0.49726524840645, 0.827042925125413, 0.856348838577675,
      1.10485939635516, 1.47427948503667, 1.67384195208819, 1.75640432143367, 3.67370438333079, 6.12685827684121, 21.087334815287,
    ];
    for (const [i, height] of expected.entries()) expect(tree[i].height).toBeCloseTo(height, 11);
  });
});

describe("adjusted Rand index", () => {
  test("is that of scikit-learn 1.2", () => {
    expect(adjustedRand([0, 0, 0, 1, 1, 1, 2, 2, 2, 2], [0, 0, 1, 1, 1, 2, 2, 2, 0, 2])).toBeCloseTo(0.20454545454545456, 14);
    expect(adjustedRand([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 14);
  });

  test("is 1 for one partition under two numberings, and where there is nothing to disagree on", () => {
    expect(adjustedRand([0, 0, 1, 2], [7, 7, 3, 0])).toBe(1);
    expect(adjustedRand([0, 0, 0], [1, 1, 1])).toBe(1);
    expect(() => adjustedRand([0], [0, 1])).toThrow("partitions of 1 and 2");
  });
});

test("a cluster that runs empty takes the individual that costs most, and the bounds start anew", () => {
  const points = Float64Array.of(0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 9, 0, 0, 0);
  const rows = { points, stride: 4, weights: Float64Array.of(1, 1, 1, 2) };
  const clusters = clustersAround(rows, Float64Array.of(1, 0, 0, 0, 1000, 0, 0, 0));
  assign(clusters);
  expect([...clusters.masses]).toEqual([5, 0]);
  moveCentres(clusters);
  assign(clusters);
  expect([...clusters.masses]).toEqual([3, 2]);
  expect([...clusters.labels]).toEqual([0, 0, 0, 1]);
  expect([clusters.centres[0], clusters.centres[4]]).toEqual([1, 9]);
});

describe("sweep over k", () => {
  const random = seeded(8);
  const n = 1200;
  const points = Float64Array.from({ length: n * 2 }, (_, i) => 12 * (((Math.floor(i / 2) % 4) >> (i % 2)) & 1) + drawNormal(random));
  const problem = { points, dims: 2, weights: new Float64Array(n).fill(1) };
  const step = (k: number) =>
    sweepStep(problem, k, { resamples: 4 }, (part) => seeded(k * 100 + part.length * 7 + part.charCodeAt(part.length - 1)));

  test("finds the k of real groups stable, and cuts through a group unstable", () => {
    expect(step(4).stability?.mean).toBeGreaterThan(0.99);
    expect(step(9).stability?.mean).toBeLessThan(0.8);
  });

  test("says how much variance is left within morphs", () => {
    expect(step(1).within).toBeCloseTo(1, 10);
    expect(step(4).within).toBeCloseTo(1 / 37, 2);
    expect(step(9).within).toBeLessThan(step(4).within);
  });

  test("has no stability where halves are too small", () => {
    const few = { points: points.slice(0, 40), dims: 2, weights: new Float64Array(20).fill(1) };
    expect(sweepStep(few, 15, {}, () => seeded(1)).stability).toBeNull();
  });

  test("proposes k by the number of objects", () => {
    expect([usualMorphs(1_000_000), usualMorphs(19_999), usualMorphs(50)]).toEqual([200, 199, 2]);
    expect(usualSweep(40)).toEqual([5, 7, 10, 15, 20, 30, 40]);
  });
});

import { describe, expect, test } from "vitest";
import { seeded } from "../statistics/seeded.fixture.ts";
import { convexHull, heightAbove } from "./hull.ts";

/** n points, each coordinate a sum of six uniforms, about normal. */
const cloud = (n: number, dims: number): Float64Array => {
  const random = seeded(n + dims);
  return Float64Array.from({ length: n * dims }, () => {
    let sum = 0;
    for (let i = 0; i < 6; i++) sum += random();
    return sum - 3;
  });
};
const hullOf = (points: ArrayLike<number>, dims: number) => {
  const hull = convexHull(Float64Array.from(points), dims);
  if (hull === null) throw new Error("no hull");
  return hull;
};

describe("convex hull", () => {
  // Volume, corners and facets of the same points by scipy.spatial.ConvexHull 1.10 (Qhull); volumes differ by less than 2e-15.
  test.each([
    [10, 2, 2.8792122761806267, 6, 6],
    [50, 3, 10.407773693538156, 20, 36],
    [100, 4, 21.514743392917627, 50, 231],
    [200, 4, 37.15959164593196, 57, 271],
    [60, 5, 12.234412200547482, 39, 472],
    [40, 6, 8.223868752696733, 36, 1080],
  ])("of %d points in %d dimensions is that of Qhull", (n, dims, volume, corners, facets) => {
    const hull = hullOf(cloud(n, dims), dims);
    expect(Math.abs(hull.volume / volume - 1)).toBeLessThan(1e-13);
    expect([hull.vertices.length, hull.planes.length / (dims + 1)]).toEqual([corners, facets]);
  });

  test.each([1, 2, 3, 4, 5])("of a box of %d dimensions has its volume and its corners, with points on faces and inside", (dims) => {
    const grid = Array.from({ length: 3 ** dims }, (_, i) =>
      Array.from({ length: dims }, (__, c) => ((Math.floor(i / 3 ** c) % 3) / 2) * (c + 1)),
    );
    const hull = hullOf(grid.flat(), dims);
    expect(hull.volume).toBeCloseTo([1, 2, 6, 24, 120][dims - 1], 10);
    const corners = grid.flatMap((point, i) => (point.every((value, c) => value === 0 || value === c + 1) ? [i] : []));
    expect([...hull.vertices]).toEqual(corners);
  });

  test("has all its points on or below every plane, and others above one", () => {
    const points = cloud(300, 3);
    const { planes } = hullOf(points, 3);
    for (let i = 0; i < 300; i++) expect(heightAbove(planes, points, i * 3, 3)).toBeLessThan(1e-9);
    expect(heightAbove(planes, [9, 0, 0])).toBeGreaterThan(5);
    expect(heightAbove(planes, [0, 0, 0])).toBeLessThan(-0.5);
  });

  test("scales with each axis on its own", () => {
    const points = cloud(50, 3);
    const stretched = points.map((value, i) => value * [1e-3, 1, 1e6][i % 3] + 5);
    expect(hullOf(stretched, 3).volume / hullOf(points, 3).volume / 1e3).toBeCloseTo(1, 9);
  });

  test("is null in a flat of fewer dimensions", () => {
    expect(convexHull(Float64Array.of(0, 0, 1, 1), 2)).toBeNull();
    expect(convexHull(Float64Array.of(0, 0, 1, 1, 2, 2, 3, 3), 2)).toBeNull();
    expect(convexHull(Float64Array.of(0, 5, 1, 5, 2, 5), 2)).toBeNull();
  });

  test("refuses a coordinate that is missing, by its place", () => {
    expect(() => convexHull(Float64Array.of(0, 0, 1, Number.NaN, 2, 2), 2)).toThrow("got NaN at point 1");
  });
});

import { featureOf } from "@nauplius/domain";
import { expect, test } from "vitest";
import { measureOne } from "../engine.ts";
import { blob, disc, drawnRegion, flatRegion, mirrored, rectangle, shapeOf, transposed } from "../regions.fixture.ts";
import { radii, sausageDimension } from "../shape/sausage.ts";
import { columnDistances, lowerEnvelope } from "./distance.ts";
import { saneEngine, saneNames } from "./sane.ts";

const engine = saneEngine();
const measured = (region: ReturnType<typeof disc>): Record<string, number> => {
  const values = measureOne(engine, region);
  if (values === undefined) throw new Error("nothing drawn");
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? Number.NaN]));
};

test("the engine gives what the catalogue says", () => {
  expect(saneNames).toContain("perimeter");
  expect(saneNames).not.toContain("perim.");
  for (const name of saneNames) expect(featureOf(name)?.engines).toContain("sane");
  const values = measureOne(engine, blob(1, 50));
  for (const name of saneNames) expect(values?.[name], name).toEqual(expect.any(Number));
});

test("Crofton's perimeter of a disc is nearly 2 pi R", () => {
  expect(measured(disc(10)).perimeter / (2 * Math.PI * 10)).toBeCloseTo(1.038, 3);
  expect(measured(disc(100)).perimeter / (2 * Math.PI * 100)).toBeCloseTo(1.003, 3);
  expect(measured(disc(50)).circularity).toBeCloseTo(0.99, 2);
});

// scikit-image 0.26 regionprops of the same shapes
test.each([
  [rectangle(5, 1), { perimeter: 10.27, axis_major: 5.657, axis_minor: 0, eccentricity: 1, extent: 1 }],
  [rectangle(1, 1), { perimeter: 2.682, axis_major: 0, axis_minor: 0, eccentricity: 0, solidity: 1, area_convex: 1, euler: 1 }],
])("shape %# is what scikit-image finds", (region, expected) => {
  const values = measured(region);
  for (const [name, value] of Object.entries(expected)) expect(values[name], name).toBeCloseTo(value, 2);
});

test("an empty mask has no row", () => {
  expect(
    measureOne(
      engine,
      flatRegion(3, 3, () => false),
    ),
  ).toBeUndefined();
});

test("Feret diameters of a bar are its diagonal and its width", () => {
  const bar = measured(rectangle(30, 4));
  expect(bar.feret).toBeCloseTo(Math.hypot(30, 4), 12);
  expect(bar.feret_min).toBe(4);
  expect(bar.aspect).toBeCloseTo(7.5, 1);
  expect(bar.convexity).toBeCloseTo(1, 12);
  expect(measured(drawnRegion("11111/1...1/1...1")).convexity).toBeLessThan(0.85);
});

test("what turns and mirrors does not change the form", () => {
  const still = ["area", "perimeter", "feret", "feret_min", "eccentricity", "area_convex", "euler", "thickness_max", "fractal_edt"];
  const [a, b, c] = [blob(3, 40), mirrored(blob(3, 40)), transposed(blob(3, 40))].map(measured);
  for (const name of [...still, "hu1", "hu2", "hu3", "hu4", "hu5", "hu6", "texture_contrast", "sharpness", "edge_gradient"]) {
    expect(b[name], name).toBeCloseTo(a[name], 9);
    expect(c[name], name).toBeCloseTo(a[name], 9);
  }
  expect(b.hu7).toBeCloseTo(-a.hu7, 15);
  expect(Math.abs(a.hu7)).toBeGreaterThan(1e-12);
});

test("symmetry is 1 for what equals its mirror, and falls where one side is missing", () => {
  expect(measured(rectangle(21, 9))).toMatchObject({ symmetry_long: 1, symmetry_short: 1 });
  expect(measured(disc(15)).symmetry_long).toBe(1);
  const arrow = measured(flatRegion(31, 21, (x, y) => Math.abs(y - 10) <= x / 3));
  expect(arrow.symmetry_long).toBe(1);
  expect(arrow.symmetry_short).toBeLessThan(0.85);
});

test("Euler's number counts objects less holes", () => {
  expect(measured(drawnRegion("111/1.1/111")).euler).toBe(0);
  expect(measured(drawnRegion("11111/1.1.1/11111")).euler).toBe(-1);
  expect(measured(drawnRegion("1./.1")).euler).toBe(1);
  expect(measured(drawnRegion("1.1")).euler).toBe(2);
});

test("thickness is that of the discs within", () => {
  expect(measured(rectangle(40, 7)).thickness_max).toBe(7);
  expect(measured(rectangle(40, 1)).thickness_mean).toBe(1);
  expect(measured(drawnRegion("111/1.1/111")).thickness_max).toBe(1);
});

test("a skeleton's ends are its limbs", () => {
  const cross = flatRegion(21, 21, (x, y) => x === 10 || y === 10);
  expect(measured(cross)).toMatchObject({ skeleton_ends: 4 });
  expect(measured(rectangle(15, 1))).toMatchObject({ skeleton_ends: 2, skeleton_length: 15 });
});

test("greys: shift, quantiles, entropy", () => {
  const two = measured(drawnRegion("1111.../1111222".replace("...", "222")));
  expect(two.grey_entropy).toBeCloseTo(-(8 / 14) * Math.log2(8 / 14) - (6 / 14) * Math.log2(6 / 14), 12);
  expect([two.grey_q25, two.grey_q75]).toEqual([10, 20]);
  const [dark, light] = [245, 235];
  const x = (8 * dark * 1.5 + 6 * light * 5) / (8 * dark + 6 * light);
  expect(two.centroid_shift).toBeCloseTo(3 - x, 12);
});

test("texture of two halves, counted by hand", () => {
  // 16 levels: 10 -> 0, 200 -> 12. Pairs: 4 within each half in all (both ways 8 + 8), 4 across (both ways 8).
  const halves = drawnRegion("11/11");
  halves.grey.set([10, 200, 10, 200]);
  const { texture_contrast, texture_energy, texture_homogeneity, texture_entropy, texture_correlation } = measured(halves);
  // Across: two rows and two diagonals; along: one column of each kind.
  const [same, across] = [1 / 6, 4 / 6];
  expect(texture_contrast).toBeCloseTo(across * 144, 12);
  expect(texture_energy).toBeCloseTo(2 * same ** 2 + 2 * (across / 2) ** 2, 12);
  expect(texture_homogeneity).toBeCloseTo(2 * same + across / 145, 12);
  expect(texture_entropy).toBeCloseTo(-2 * same * Math.log2(same) - across * Math.log2(across / 2), 12);
  expect(texture_correlation).toBeCloseTo(1 - (across * 144) / (2 * 36), 12);
});

test("a blurred edge is less steep and less sharp than a hard one", () => {
  const hard = flatRegion(30, 30, (x, y) => (x - 15) ** 2 + (y - 15) ** 2 <= 100, 60);
  const soft = {
    ...hard,
    grey: hard.grey.map((_, i) => Math.min(255, 60 + 9 * Math.max(0, Math.hypot((i % 30) - 15, Math.floor(i / 30) - 15) - 4))),
  };
  expect(measured(soft).edge_gradient).toBeLessThan(measured(hard).edge_gradient / 2);
  const noisy = { ...hard, grey: hard.grey.map((v, i) => (v === 60 ? 60 + 30 * (i % 2) : v)) };
  expect(measured(noisy).sharpness).toBeGreaterThan(100);
  expect(measured(hard).sharpness).toBe(0);
});

test.each([1, 2, 3, 4, 5, 6])("distances are exact (blob %s)", (seed) => {
  const { shape } = shapeOf(blob(seed, 25));
  const size = { width: shape.stride, height: shape.height + 2, x0: 1, x1: shape.stride - 1 };
  const plane = Int32Array.from(shape.labels.subarray(0, shape.size), (v) => (v === 1 ? 0 : 1));
  const zeros = [...plane.keys()].filter((i) => plane[i] === 0).map((i) => [i % size.width, Math.floor(i / size.width)]);
  const stack = { at: new Int32Array(size.width), height: new Float64Array(size.width), from: new Int32Array(size.width) };
  columnDistances(plane, size);
  for (let y = 0; y < size.height; y++) {
    const count = lowerEnvelope(plane, y * size.width, size, stack);
    const found = Array.from({ length: size.width }, (_, x) => {
      const k = [...stack.from.subarray(0, count)].findLastIndex((from) => from <= x);
      return (x - stack.at[k]) ** 2 + stack.height[k];
    });
    const exact = found.map((_, x) => Math.min(...zeros.map(([u, v]) => (u - x) ** 2 + (v - y) ** 2)));
    expect(found).toEqual(exact);
  }
});

test.each([1, 2])("the sausages' dimension is that of all distances around the outline (blob %s)", (seed) => {
  const region = blob(seed, 12);
  const { shape } = shapeOf(region);
  const pad = 46;
  const isObject = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < shape.width && y < shape.height && shape.labels[(y + 1) * shape.stride + x + 1] === 1;
  const pixels = Array.from({ length: (shape.width + 2 * pad) * (shape.height + 2 * pad) }, (_, i) => {
    const [x, y] = [(i % (shape.width + 2 * pad)) - pad, Math.floor(i / (shape.width + 2 * pad)) - pad];
    return { x, y, object: isObject(x, y) };
  });
  const near = pixels.filter(({ x, y }) => x >= -1 && y >= -1 && x <= shape.width && y <= shape.height);
  const squares = pixels.map((p) => Math.min(...near.filter((q) => q.object !== p.object).map((q) => (q.x - p.x) ** 2 + (q.y - p.y) ** 2)));
  const areas = radii.map((r) => squares.filter((square) => square <= (r + 0.5) ** 2).length);
  expect(measured(region).fractal_edt).toBeCloseTo(sausageDimension(Float64Array.from(areas)), 12);
});

import { expect, test } from "vitest";
import { GROUND, HOLE, OBJECT } from "../../region.ts";
import { blob, disc, drawnRegion, flatRegion, rectangle, shapeOf } from "../regions.fixture.ts";
import { ellipseOf } from "./ellipse.ts";
import { extentsOf, hullOf, maxFeret, minFeret } from "./hull.ts";
import { tracedPerimeter } from "./outline.ts";
import { createScratch } from "./scratch.ts";
import { emptyShape, prepareShape } from "./shape.ts";
import { emptySums, sumShape } from "./sums.ts";

test("the object is cut to its box, with its place in crop and frame", () => {
  const { shape } = shapeOf(drawnRegion("...../..11./..1.1/...11", { x: 100, y: 200 }));
  expect(shape).toMatchObject({ bx: 102, by: 201, ox: 2, oy: 1, width: 3, height: 3, area: 7, holes: 1, first: 0 });
  expect([...shape.labels.subarray(0, shape.size)].filter((v) => v === OBJECT)).toHaveLength(6);
  expect([...shape.labels.subarray(0, shape.size)].filter((v) => v === HOLE)).toHaveLength(1);
  expect(shape.labels[0]).toBe(GROUND);
});

test("an empty mask has no shape; planes of the wrong size are refused", () => {
  expect(
    prepareShape(
      flatRegion(3, 3, () => false),
      emptyShape(),
      createScratch(),
    ),
  ).toBe(false);
  const wrong = { ...rectangle(3, 3), mask: new Uint8Array(8) };
  expect(() => prepareShape(wrong, emptyShape(), createScratch())).toThrow(
    "region: expected 3 x 3 = 9 pixels, got 9 greys and a mask of 8",
  );
});

test("kept buffers do not leak from a large object into a small one", () => {
  const [scratch, shape, sums] = [createScratch(), emptyShape(), emptySums()];
  const measured = (region: Parameters<typeof prepareShape>[0]) => {
    prepareShape(region, shape, scratch);
    sumShape(shape, sums);
    return JSON.stringify([shape.area, shape.holes, sums.sx, sums.sxx, sums.sv, tracedPerimeter(shape, scratch)]);
  };
  const first = measured(drawnRegion("11/1."));
  measured(blob(1, 60));
  expect(measured(drawnRegion("11/1."))).toBe(first);
});

const perimeter = (text: string): number => {
  const { shape, scratch } = shapeOf(drawnRegion(text));
  return tracedPerimeter(shape, scratch);
};

test.each([
  ["1", 2.828],
  ["11/11", 5.657],
  ["11111", 10.828],
  ["1./.1", 5.657],
])("traced perimeter of %s is ImageJ's %s", (text, expected) => {
  expect(perimeter(text)).toBeCloseTo(expected, 3);
});

test("a hole has no part in the outline, and parts add up", () => {
  expect(perimeter("111/1.1/111")).toBeCloseTo(perimeter("111/111/111"), 12);
  expect(perimeter("1.11/..11")).toBeCloseTo(perimeter("1") + perimeter("11/11"), 12);
  expect(perimeter(".1.1/11.1")).toBeCloseTo(perimeter(".1/11") + perimeter("1/1"), 12);
});

test("discs have the ratio to 2 pi R that ImageJ gives them", () => {
  const ratio = (radius: number): number => {
    const { shape, scratch } = shapeOf(disc(radius));
    return tracedPerimeter(shape, scratch) / (2 * Math.PI * radius);
  };
  expect(ratio(10)).toBeCloseTo(1.076, 3);
  expect(ratio(100)).toBeCloseTo(1.056, 3);
});

const hullsOf = (text: string) => {
  const { shape, scratch } = shapeOf(drawnRegion(text));
  const extents = extentsOf(shape, scratch);
  return { centres: hullOf(extents, shape.height, 0, scratch), corners: hullOf(extents, shape.height, 1, scratch) };
};

test("Feret diameters are those of the pixel corners", () => {
  expect(maxFeret(hullsOf("1").corners)).toBeCloseTo(Math.SQRT2, 12);
  expect(maxFeret(hullsOf("11111").corners)).toBeCloseTo(Math.sqrt(26), 12);
  expect(minFeret(hullsOf("11111").corners)).toBe(1);
  expect(minFeret(hullsOf("1../.1./..1").corners)).toBeCloseTo(Math.SQRT2, 12);
});

test("hulls have no needless vertex, whatever the rows are", () => {
  expect(hullsOf("1").centres.count).toBe(1);
  expect(hullsOf("1/1/1").centres.count).toBe(2);
  expect(hullsOf("111/111").corners.count).toBe(4);
  expect(hullsOf(".1./111/.1.").corners.count).toBe(8);
});

test.each([1, 2, 3, 4, 5])("the hull holds every pixel and is convex (blob %s)", (seed) => {
  const { shape, scratch } = shapeOf(blob(seed, 40));
  const { count, x, y } = hullOf(extentsOf(shape, scratch), shape.height, 0, scratch);
  for (let i = 0; i < count; i++) {
    const j = (i + 1) % count;
    for (let p = 0; p < shape.size; p++) {
      if (shape.labels[p] === GROUND) continue;
      const [px, py] = [(p % shape.stride) - 1, Math.floor(p / shape.stride) - 1];
      if ((x[j] - x[i]) * (py - y[i]) - (y[j] - y[i]) * (px - x[i]) < 0) expect.fail(`pixel ${px}, ${py} lies beyond edge ${i}`);
    }
  }
});

test.each([
  ["11111", { major: 5.642, minor: 1.128, angle: 0 }],
  ["1/1/1/1/1", { major: 5.642, minor: 1.128, angle: 90 }],
  ["..1/.1./1..", { angle: 45 }],
  ["1../.1./..1", { angle: 135 }],
  ["1", { major: 1.128, minor: 1.128, angle: 0 }],
])("ellipse of %s", (text, expected) => {
  const { shape } = shapeOf(drawnRegion(text));
  const sums = emptySums();
  sumShape(shape, sums);
  const ellipse = { major: 0, minor: 0, angle: 0 };
  ellipseOf(sums, 1 / 12, true, ellipse);
  for (const [name, value] of Object.entries(expected)) expect(ellipse[name as keyof typeof ellipse]).toBeCloseTo(value, 3);
  expect((Math.PI / 4) * ellipse.major * ellipse.minor).toBeCloseTo(shape.area, 9);
});

import { createRng } from "@nauplius/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSliceMedian, greyRangeOf, narrowTable } from "./sixteen.ts";

test("ZooProcess' range for a ground of 54,921, and greys at its ends", () => {
  const range = greyRangeOf(54_921);
  expect(range).toEqual({ min: 756, max: 63_159 });
  const table = narrowTable(range);
  expect([0, 756, 877, 878, 54_921, 63_159, 65_535].map((level) => table[level])).toEqual([0, 0, 0, 1, 222, 255, 255]);
  expect(greyRangeOf(65_000).max).toBe(65_535);
  expect(() => narrowTable(greyRangeOf(0))).toThrow("got 0 to 0");
});

/** Slice by slice, as the rule is written. */
const plainly = (data: Uint16Array, width: number, height: number): number => {
  const medians: number[] = [];
  const [x, w] = [Math.floor(0.03 * width), Math.max(1, Math.floor(0.94 * width))];
  let step = Math.max(1, Math.floor((0.93 * height) / 20));
  for (let y = Math.floor(0.05 * height); y < 0.93 * height + step; ) {
    if (y + step > height) step = height - y;
    if (step <= 0) break;
    const values: number[] = [];
    for (let row = y; row < y + step; row++) values.push(...data.subarray(row * width + x, row * width + x + w));
    values.sort((a, b) => a - b);
    const middle = values.length / 2;
    medians.push(values.length % 2 === 1 ? values[Math.floor(middle)] : (values[middle - 1] + values[middle]) / 2);
    y += step;
  }
  return medians.reduce((a, b) => a + b, 0) / medians.length;
};

test("the mean of the medians of slices, however the rows come", () => {
  const sizes = fc.tuple(fc.integer({ min: 5, max: 40 }), fc.integer({ min: 25, max: 130 }));
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 50 }), fc.integer(), ([width, height], rows, seed) => {
      const rng = createRng(seed);
      const data = Uint16Array.from({ length: width * height }, () => 50_000 + rng.int(3000));
      const slices = createSliceMedian(width, height);
      for (let y = 0; y < height; y += rows) slices.strip(y, Math.min(rows, height - y), data.subarray(y * width));
      expect(slices.median()).toBeCloseTo(plainly(data, width, height), 8);
    }),
  );
  expect(() => createSliceMedian(10, 100).median()).toThrow("got none");
});

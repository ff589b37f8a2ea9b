import { expect, test } from "vitest";
import { findIn, histogramOf } from "./find.ts";

/** Discs on white ground; the last lies across the border. */
const picture = (discs: readonly (readonly [x: number, y: number, r: number, grey: number])[], width = 200, height = 120) => {
  const data = new Uint8Array(width * height).fill(255);
  for (const [x, y, r, grey] of discs)
    for (let v = 0; v < height; v++) for (let u = 0; u < width; u++) if ((u - x) ** 2 + (v - y) ** 2 <= r * r) data[v * width + u] = grey;
  return { data, width, height };
};
const rule = {
  threshold: 243,
  sense: "dark",
  pixelSize: 10,
  minEsd: 0.15,
  maxEsd: 100,
  edges: "drop",
  maxAspect: 40,
  steps: [],
  isOneEach: false,
} as const;

test("what is found follows the threshold, as the rules of the worker say", () => {
  const grey = picture([
    [50, 60, 20, 100],
    [120, 60, 10, 230],
    [160, 30, 3, 50],
    [199, 100, 12, 50],
  ]);
  const all = findIn(grey, rule);
  expect(all.objects).toHaveLength(2);
  expect(all.rejected).toEqual({ tooSmall: 1, touchesEdge: 1 });
  expect(all.esds[0]).toBeCloseTo(0.2, 2);
  expect(all.esds[1]).toBeCloseTo(0.4, 2);
  expect(findIn(grey, { ...rule, threshold: 200 }).objects).toHaveLength(1);
  expect(findIn(grey, { ...rule, edges: "keep" }).objects).toHaveLength(3);
  // Of a vignette it is the largest alone.
  const one = findIn(grey, { ...rule, isOneEach: true });
  expect([one.esds.length, one.rejected]).toEqual([1, { beside: 3 }]);
  expect(one.esds[0]).toBeCloseTo(0.4, 2);
});

test("steps on the object pixels join and part them before they are counted", () => {
  const pair = picture([
    [60, 60, 12, 50],
    [88, 60, 12, 50],
  ]);
  expect(findIn(pair, rule).objects).toHaveLength(2);
  const steps = [{ step: "close", element: { disc: 6 } }] as const;
  expect(findIn(pair, { ...rule, steps }).objects).toHaveLength(1);
});

test("every object is in one bar, and the bars reach from the smallest to the largest", () => {
  const bars = histogramOf([0.3, 0.31, 0.5, 1, 3]);
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(5);
  expect(bars[0]?.from).toBeCloseTo(0.3, 9);
  expect(bars.at(-1)?.to).toBeCloseTo(3, 9);
  expect(histogramOf([])).toEqual([]);
  expect(histogramOf([1, 1]).reduce((sum, { count }) => sum + count, 0)).toBe(2);
});

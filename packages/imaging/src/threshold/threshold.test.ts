import fc from "fast-check";
import { expect, test } from "vitest";
import { histogram, percentile } from "./histogram.ts";
import { otsu } from "./otsu.ts";
import { triangle } from "./triangle.ts";

const counts = (greys: Record<number, number>): Uint32Array => Uint32Array.from({ length: 256 }, (_, g) => greys[g] ?? 0);

test("a histogram counts every pixel, whatever the length", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (greys, step) => {
      const plain = new Uint32Array(256);
      for (let i = 0; i < greys.length; i += step) plain[greys[i]]++;
      expect(histogram(greys, step)).toEqual(plain);
    }),
  );
});

test("a percentile is the smallest grey with that share at or below it", () => {
  const h = counts({ 10: 1, 20: 2, 200: 7 });
  expect([0, 0.1, 0.11, 0.3, 0.31, 1].map((share) => percentile(h, share))).toEqual([10, 10, 20, 20, 200, 200]);
  expect(() => percentile(counts({}), 0.5)).toThrow("got none");
});

test("Otsu parts two heaps: the threshold is the upper end of the dark one", () => {
  expect(otsu(counts({ 10: 5, 12: 5, 200: 90, 202: 10 }))).toBe(12);
  expect(otsu(counts({ 100: 7 }))).toBe(100);
  expect(() => otsu(counts({}))).toThrow("got none");
});

test("Otsu is the best of all thresholds", () => {
  const between = (h: Uint32Array, t: number): number => {
    const side = (from: number, to: number): [number, number] => {
      let [n, sum] = [0, 0];
      for (let g = from; g < to; g++) [n, sum] = [n + h[g], sum + g * h[g]];
      return [n, sum / n];
    };
    const [[n, a], [m, b]] = [side(0, t + 1), side(t + 1, 256)];
    return n === 0 || m === 0 ? 0 : n * m * (a - b) ** 2;
  };
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 2, maxLength: 60 }), (greys) => {
      const h = histogram(greys);
      const best = Math.max(...Array.from({ length: 256 }, (_, t) => between(h, t)));
      expect(between(h, otsu(h))).toBeCloseTo(best, 4);
    }),
  );
});

test("the triangle's threshold lies at the foot of the peak, on the side of the longer tail", () => {
  const ground = { 198: 50, 199: 80, 200: 100, 201: 80, 202: 50 };
  expect(triangle(counts({ 20: 1, ...ground }))).toBe(197);
  // Mirrored: the bright class is what the mirror's dark class was.
  const mirrored = Object.fromEntries(Object.entries({ 20: 1, ...ground }).map(([g, n]) => [255 - Number(g), n]));
  expect(triangle(counts(mirrored))).toBe(57);
  expect(triangle(counts({ 90: 3 }))).toBe(90);
});

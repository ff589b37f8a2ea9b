import fc from "fast-check";
import { expect, test } from "vitest";
import { contentTop, heightOf, moved, placeFor, tallest } from "./scroll.ts";

const row = 160;
const extent = (rows: number) => ({ content: rows * row, view: 900 });

test("what fits is scrolled as it is", () => {
  const e = extent(1_000);
  expect(heightOf(e)).toBe(160_000);
  expect(moved(e, { scrollTop: 0, offset: 0 }, 12_345)).toEqual({ scrollTop: 12_345, offset: 0 });
});

test("ten million objects stay below what browsers can hold, and every row can be reached", () => {
  const e = extent(10_000_000 / 8);
  expect(heightOf(e)).toBe(tallest);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 / 8 - 6 }), (at) => {
      expect(contentTop(placeFor(e, at * row))).toBe(at * row);
    }),
  );
});

test("the wheel moves by rows, not by thousands of them", () => {
  const e = extent(125_000);
  let place = placeFor(e, 5_000_000);
  for (let i = 0; i < 50; i++) place = moved(e, place, place.scrollTop + 100);
  expect(contentTop(place)).toBe(5_005_000);
});

test("the bar goes to its part of the content, to the first and to the last row", () => {
  const e = extent(125_000);
  const start = placeFor(e, 0);
  expect(contentTop(moved(e, start, (tallest - 900) * 0.9))).toBeCloseTo((e.content - 900) * 0.9, 0);
  expect(contentTop(moved(e, start, tallest - 900))).toBe(e.content - 900);
  expect(contentTop(moved(e, placeFor(e, 9_000_000), 0))).toBe(0);
});

test("whatever is scrolled, the window stays on the content", () => {
  const e = extent(125_000);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: tallest - 900 }), { minLength: 1, maxLength: 30 }), (stops) => {
      let place = placeFor(e, 1_000_000);
      for (const scrollTop of stops) place = moved(e, place, scrollTop);
      expect(contentTop(place)).toBeGreaterThanOrEqual(0);
      expect(contentTop(place)).toBeLessThanOrEqual(e.content - 900);
    }),
  );
});

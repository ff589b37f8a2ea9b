import fc from "fast-check";
import { expect, test } from "vitest";
import { beginRounds, longestInterval, pageRight, pageWrong, type Rounds, roundSize } from "./rounds.ts";

test("right pages double the jump", () => {
  let r = beginRounds(0, 5_000);
  const starts: number[] = [];
  for (let i = 0; i < 5; i++) {
    starts.push(r.page?.start ?? -1);
    r = pageRight(r);
  }
  expect(starts).toEqual([0, 100, 250, 500, 950]);
});

/** A person who looks through a view whose first `right` objects are of the taxon. */
function walk(size: number, right: number): { rounds: Rounds; pages: number } {
  let r = beginRounds(0, size);
  let pages = 0;
  for (; r.page !== null; pages++) r = r.page.end <= right ? pageRight(r) : pageWrong(r);
  return { rounds: r, pages };
}

test("wherever the taxon ends, the interval ends within a page of it and holds nothing beyond", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12_000 }), fc.integer({ min: 0, max: 12_000 }), (size, right) => {
      const { rounds, pages } = walk(size, right);
      const end = Math.min(size, right, longestInterval);
      expect(rounds.good).toBeLessThanOrEqual(end);
      expect(end - rounds.good).toBeLessThan(roundSize);
      expect(pages).toBeLessThan(30);
    }),
  );
});

test("a taxon of ten thousand is bounded by a dozen pages", () => {
  expect(walk(20_000, 20_000)).toMatchObject({ rounds: { good: longestInterval } });
  expect(walk(20_000, 20_000).pages).toBeLessThan(15);
});

test("an empty view and a view of one page", () => {
  expect(beginRounds(0, 0).page).toBeNull();
  const r = beginRounds(0, 7);
  expect(r.page).toEqual({ start: 0, end: 7 });
  expect(pageRight(r)).toMatchObject({ good: 7, page: null });
  expect(pageWrong(r)).toMatchObject({ good: 0, page: null });
});

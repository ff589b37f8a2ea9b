import { expect, test } from "vitest";
import { createRng, xoshiro128ss } from "./rng.ts";

const draw = (n: number, next: () => number): number[] => Array.from({ length: n }, next);

test("xoshiro128** gives the published sequence of state 1, 2, 3, 4", () => {
  expect(draw(10, xoshiro128ss(1, 2, 3, 4))).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test("a seed repeats itself, another seed does not", () => {
  expect(draw(50, createRng("sea").uint32)).toEqual(draw(50, createRng("sea").uint32));
  expect(draw(50, createRng("sea").uint32)).not.toEqual(draw(50, createRng("see").uint32));
  expect(createRng(1).uint32()).not.toBe(createRng("1").uint32());
});

test("a fork does not depend on what its parent drew", () => {
  const fresh = createRng(7);
  const used = createRng(7);
  draw(1000, used.next);
  used.fork("another");
  expect(draw(20, used.fork("object 3").uint32)).toEqual(draw(20, fresh.fork("object 3").uint32));
});

test("a million forks of one parent are all different", () => {
  const parent = createRng("forks");
  const seen = new Set<number>();
  for (let i = 0; i < 1e6; i++) {
    const fork = parent.fork(i);
    seen.add(fork.uint32() * 2 ** 20 + (fork.uint32() >>> 12));
  }
  expect(seen.size).toBe(1e6);
});

test("uniform numbers and first numbers of forks fill 64 cells evenly", () => {
  const cells = (next: (i: number) => number) => {
    const counts = new Array<number>(64).fill(0);
    for (let i = 0; i < 64_000; i++) counts[Math.floor(next(i) * 64)] = (counts[Math.floor(next(i) * 64)] ?? 0) + 1;
    return counts;
  };
  const chiSquare = (counts: number[]) => counts.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
  const parent = createRng(3);
  const values = draw(64_000, createRng(9).next);
  // 63 degrees of freedom: 99.99 % lie below 112
  expect(chiSquare(cells((i) => values[i] ?? 0))).toBeLessThan(112);
  expect(chiSquare(cells((i) => parent.fork(i).next()))).toBeLessThan(112);
});

test("normal deviates have mean, sd and tails of a normal distribution", () => {
  const rng = createRng("normal");
  const values = draw(100_000, () => rng.normal(10, 2));
  const mean = values.reduce((a, b) => a + b) / values.length;
  const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
  expect(mean).toBeCloseTo(10, 1);
  expect(sd).toBeCloseTo(2, 1);
  expect(values.filter((v) => Math.abs(v - 10) > 3.92).length / values.length).toBeCloseTo(0.05, 2);
});

test("shuffle keeps every value and pick refuses an empty list", () => {
  const rng = createRng(5);
  const order = rng.shuffle([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect([...order].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(order).not.toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(() => rng.pick([])).toThrow("empty");
});

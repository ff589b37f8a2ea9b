import { expect, test } from "vitest";
import { random } from "../random.fixture.ts";
import { partOfName, shareOfName } from "./by-name.ts";
import { atMostPerClass, splitBySample } from "./by-sample.ts";

const shares = { test: 0.2, validation: 0.1 };

test("a file's part depends on its own name only, and is the same for ever", () => {
  expect(partOfName("planktonset/egg/100224.jpg", shares)).toBe(partOfName("other/place/100224.jpg", shares));
  expect(["100224.jpg", "101165.jpg", "101232.jpg"].map((name) => shareOfName(name).toFixed(6))).toEqual(knownShares);
  const parts = Array.from({ length: 20_000 }, (_, i) => partOfName(`${i}.jpg`, shares));
  expect(parts.filter((part) => part === "test").length / 20_000).toBeCloseTo(0.2, 2);
  expect(parts.filter((part) => part === "validation").length / 20_000).toBeCloseTo(0.1, 2);
});

/** Computed by another program: another hash would move objects between the parts of shipped models. */
const knownShares = ["0.323415", "0.828110", "0.587193"];

test("a sample is never on two sides", () => {
  const samples = Array.from({ length: 600 }, (_, i) => i % 20);
  const { parts, bySample } = splitBySample(samples, shares, random(1));
  expect(bySample).toBe(true);
  const sides = new Map<number, Set<string>>();
  samples.forEach((sample, i) => {
    sides.set(sample, (sides.get(sample) ?? new Set()).add(parts[i] ?? ""));
  });
  expect([...sides.values()].every((side) => side.size === 1)).toBe(true);
  expect(parts.filter((part) => part === "test")).toHaveLength(120);
  expect(parts.filter((part) => part === "validation")).toHaveLength(60);
});

test("two samples leave one to train and one to test; one sample is split by objects, and said so", () => {
  const two = splitBySample(["a", "a", "b"], shares, random(1));
  expect(new Set(two.parts)).toEqual(new Set(["train", "test"]));
  const one = splitBySample(new Array(50).fill("a"), shares, random(1));
  expect(one.bySample).toBe(false);
  expect(one.parts.filter((part) => part === "test")).toHaveLength(10);
});

test("a limit for each class takes from the frequent ones only", () => {
  const classOf = Array.from({ length: 100 }, (_, i) => (i < 95 ? 0 : 1));
  const objects = Array.from({ length: 100 }, (_, i) => i);
  const kept = atMostPerClass(objects, classOf, { limit: 10, random: random(1) });
  expect(kept.filter((object) => classOf[object] === 0)).toHaveLength(10);
  expect(kept.filter((object) => classOf[object] === 1)).toHaveLength(5);
  expect(kept).toEqual(kept.toSorted((a, b) => a - b));
});

import { expect, test } from "vitest";
import { random } from "../random.fixture.ts";
import { accuracyDifference, scoresByGroup } from "./by-group.ts";

test("the community of each sample is compared on its own", () => {
  const scores = scoresByGroup({ truth: [0, 0, 1, 1], predicted: [0, 1, 1, 1], groups: ["a", "a", "b", "b"], classes: 2 });
  // Sample a: counts 2, 0 against 1, 1; sample b: 0, 2 against 0, 2.
  expect(scores).toEqual([
    { group: "a", objects: 2, top1: 0.5, brayCurtis: 0.5, countError: 0.5 },
    { group: "b", objects: 2, top1: 1, brayCurtis: 0, countError: 0 },
  ]);
});

test("a difference that every sample shows has no interval; one that samples disagree on has a wide one", () => {
  const groups = Array.from({ length: 100 }, (_, i) => i % 10);
  const always = accuracyDifference({ hits: groups.map(() => true), others: groups.map(() => false), groups }, { random: random(1) });
  expect(always).toEqual({ mean: 1, low: 1, high: 1 });
  const hits = groups.map((g) => g < 5);
  const split = accuracyDifference({ hits, others: groups.map((g) => g >= 5), groups }, { random: random(1) });
  expect(split.mean).toBe(0);
  expect(split.low).toBeLessThan(-0.3);
  expect(split.high).toBeGreaterThan(0.3);
});

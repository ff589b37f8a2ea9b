import { expect, test } from "vitest";
import { byPrevalence, figuresOf, nearErrors } from "./evaluate.ts";
import { held, scoresOf, truth } from "./held-out.fixture.ts";

test("a random split has no figures by sample", () => {
  const figures = figuresOf(scoresOf(truth, truth), { ...held, bySample: false });
  expect(figures).toMatchObject({ top1: 1, sampleBrayCurtis: null, sampleCountError: null, living: { f1: 1 } });
  expect(figuresOf(scoresOf(truth, truth), held)).toMatchObject({ sampleBrayCurtis: 0, sampleCountError: 0 });
});

test("class frequencies alone score every object the same", () => {
  const prevalence = byPrevalence(Int32Array.of(0, 0, 1), [30, 10]);
  expect([...prevalence.probabilities]).toEqual([0.75, 0.25, 0.75, 0.25, 0.75, 0.25]);
  expect(figuresOf(prevalence, { samples: [1, 1, 2], bySample: true, living: [false, false] })).toMatchObject({
    top1: 2 / 3,
    living: null,
  });
});

test("errors are told apart by the tree: above or below, beside, elsewhere", () => {
  // 1 is the root, 2 and 3 lie below it, 4 below 2.
  const lineages = [
    [2, 1],
    [3, 1],
    [4, 2, 1],
  ];
  const confusion: [number, number, number][] = [
    [0, 0, 9],
    [0, 1, 5],
    [0, 2, 3],
    [2, 0, 2],
    [1, 2, 1],
  ];
  expect(nearErrors(confusion, lineages)).toEqual({ objects: 11, inLine: 5, siblings: 5 });
});

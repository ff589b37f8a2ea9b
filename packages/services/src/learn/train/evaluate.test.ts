import type { Scores } from "@nauplius/ml";
import { expect, test } from "vitest";
import { byPrevalence, figuresOf, gateOf, nearErrors } from "./evaluate.ts";

/** Certain answers: `called[i]` for each object. */
const scoresOf = (truth: readonly number[], called: readonly number[], classes = 2): Scores => ({
  truth: Int32Array.from(truth),
  classes,
  probabilities: Float32Array.from(
    called.flatMap((c) => Array.from({ length: classes }, (_, at) => (at === c ? 0.9 : 0.1 / (classes - 1)))),
  ),
});
const truth = Array.from({ length: 60 }, (_, i) => i % 2);
const samples = truth.map((_, i) => i % 6);
const held = { samples, bySample: true, living: [true, false] };
const wrongInSample = (sample: number) => truth.map((label, i) => (samples[i] === sample ? 1 - label : label));

test("a model that loses nothing is proposed, one that may lose a point is not", () => {
  const [good, other] = [scoresOf(truth, truth), { scores: scoresOf(truth, truth), label: "the other" }];
  expect(gateOf(good, other, held, 1)).toMatchObject({ passes: true });
  expect(gateOf(scoresOf(truth, wrongInSample(0)), other, held, 1)).toMatchObject({ passes: false });
  expect(gateOf(good, null, held, 1)).toMatchObject({ passes: true });
});

test("few held-out samples propose nothing, however good the figures", () => {
  const few = { ...held, samples: truth.map((_, i) => i % 2) };
  expect(gateOf(scoresOf(truth, truth), { scores: scoresOf(truth, wrongInSample(0)), label: "the other" }, few, 1)).toMatchObject({
    passes: false,
    why: expect.stringContaining("only 2 held-out samples"),
  });
});

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

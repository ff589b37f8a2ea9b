import { expect, test } from "vitest";
import { gateOf } from "./gate.ts";
import { held, samples, scoresOf, truth } from "./held-out.fixture.ts";

const wrongInSample = (sample: number) => truth.map((label, i) => (samples[i] === sample ? 1 - label : label));
const perfect = scoresOf(truth, truth);
const gate = (scores = perfect, more: Partial<Parameters<typeof gateOf>[1]> = {}) =>
  gateOf(scores, { other: { scores: perfect, label: "the other" }, held, names: ["copepod", "diatom"], known: 0, seed: 1, ...more });

test("a model that loses nothing is proposed, one that may lose a point is not", () => {
  expect(gate()).toMatchObject({ passes: true, why: expect.stringContaining("none of 2 watched classes is found less often") });
  expect(gate(scoresOf(truth, wrongInSample(0)))).toMatchObject({ passes: false, why: expect.stringContaining("is not excluded") });
  expect(gate(perfect, { other: null })).toMatchObject({ passes: true });
});

test("few held-out samples propose nothing, however good the figures", () => {
  const few = { ...held, samples: truth.map((_, i) => i % 2) };
  const other = { scores: scoresOf(truth, wrongInSample(0)), label: "the other" };
  expect(gate(perfect, { held: few, other })).toMatchObject({ passes: false, why: expect.stringContaining("only 2 held-out samples") });
  // Where nothing serves there is nothing to lose, and still nothing that speaks for it.
  expect(gate(perfect, { held: few, other: null })).toMatchObject({
    passes: false,
    why: expect.stringContaining("only 2 held-out samples"),
  });
  const atRandom = { ...held, bySample: false };
  expect(gate(perfect, { held: atRandom, other: null })).toMatchObject({ passes: false, why: expect.stringContaining("random split") });
});

test("a model that finds one taxon less is not proposed, even if it is the better one in all", () => {
  // The one in service calls most copepods diatoms; the new one calls no object a diatom but a few.
  const before = truth.map((label, i) => (label === 0 && i % 3 > 0 ? 1 : label));
  const now = truth.map((label, i) => (label === 1 && i % 5 < 2 ? 0 : label));
  const better = { ...held, samples };
  const fallen = gate(scoresOf(truth, now), { other: { scores: scoresOf(truth, before), label: "the other" }, held: better });
  expect(fallen).toMatchObject({ passes: false, why: expect.stringContaining("found less often than before: diatom (-40.0 %") });
  expect(fallen.why).not.toContain("copepod");
});

test("classes of few objects or samples are not watched: that is said", () => {
  const rare = truth.map((_, i) => (i < 10 ? 1 : 0));
  const scores = scoresOf(rare, rare);
  const one = gate(scores, { other: { scores, label: "the other" } });
  expect(one).toMatchObject({ passes: true, why: expect.stringContaining("none of 1 watched class is") });
});

test("nothing is proposed that knows what it is judged by, or where what serves could not be run", () => {
  expect(gate(perfect, { known: 12 })).toMatchObject({ passes: false, why: expect.stringContaining("the samples of 12 held-out objects") });
  expect(gate(perfect, { other: "it could not be judged" })).toEqual({ passes: false, why: "it could not be judged" });
});

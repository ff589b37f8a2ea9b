import { trainingSet } from "@nauplius/domain";
import { expect, test } from "vitest";
import { chooseMembers } from "./choose.ts";

const names = new Map([1, 2, 3].map((id) => [id, { displayName: `taxon ${id}` }]));
const candidates = Array.from({ length: 200 }, (_, i) => ({ id: i + 1, sampleId: i % 10, taxonId: 1 + (i % 3), hash: `h${i}` }));
const set = (more: object = {}) => trainingSet.parse({ projects: [1], ...more });

test("whole samples stand in one part, and the same seed chooses the same", () => {
  const fixed = chooseMembers(candidates, set(), { names });
  const partOf = new Map<number, Set<string>>();
  for (const [, sample, , part] of fixed.members) partOf.set(sample, (partOf.get(sample) ?? new Set()).add(part));
  expect([...partOf.values()].every((parts) => parts.size === 1)).toBe(true);
  expect(fixed).toMatchObject({ bySample: true, warnings: [] });
  expect(chooseMembers(candidates, set(), { names })).toEqual(fixed);
  expect(chooseMembers(candidates, set({ seed: 2 }), { names }).members).not.toEqual(fixed.members);
});

test("at most so many of a class train; what is held out keeps its proportions", () => {
  const [all, limited] = [chooseMembers(candidates, set(), { names }), chooseMembers(candidates, set({ most: 5 }), { names })];
  const count = ({ members }: typeof all, part: string) => members.filter((m) => m[3] === part).length;
  expect(count(limited, "train")).toBe(15);
  expect(count(limited, "test")).toBe(count(all, "test"));
  expect(count(limited, "validation")).toBe(count(all, "validation"));
});

test("taxa are merged and left out along the mapping, rare ones left out and told", () => {
  const mapping = [{ from: 2, to: 1 }];
  expect(chooseMembers(candidates, set({ mapping }), { names }).classes.map(({ taxonId }) => taxonId)).toEqual([1, 3]);
  const dropped = chooseMembers(candidates, set({ mapping: [{ from: 3, to: null }] }), { names });
  expect(dropped.classes).toHaveLength(2);
  const rare = chooseMembers([...candidates.slice(0, 30), { id: 999, sampleId: 1, taxonId: 3, hash: "x" }], set({ fewest: 11 }), { names });
  expect(rare.classes.map(({ taxonId }) => taxonId)).toEqual([3]);
  expect(rare.warnings.join()).toContain("taxon 1 (10), taxon 2 (10)");
});

test("an image that is there twice counts once, and contradictions are told", () => {
  const twice = [...candidates, { id: 900, sampleId: 3, taxonId: 1, hash: "h0" }, { id: 901, sampleId: 3, taxonId: 2, hash: "h0" }];
  const fixed = chooseMembers(twice, set(), { names });
  expect(fixed.members.map(([id]) => id)).not.toContain(900);
  expect(fixed.warnings.join()).toContain("2 objects have the same image as another one and are left out, 1 of them under another taxon");
});

test("objects of one sample are split at random, and the warning says so", () => {
  const fixed = chooseMembers(
    candidates.map((c) => ({ ...c, sampleId: 7 })),
    set(),
    { names },
  );
  expect(fixed.bySample).toBe(false);
  expect(fixed.warnings.join()).toContain("split at random");
});

test("samples that taught the model to begin with train again, and others are held out", () => {
  const taught = new Set([0, 1, 2, 3]);
  const fixed = chooseMembers(candidates, set(), { names, taught });
  const partsOf = (sample: number) => new Set(fixed.members.filter(([, s]) => s === sample).map(([, , , part]) => part));
  for (const sample of taught) expect([...partsOf(sample)]).toEqual(["train"]);
  expect(fixed.members.filter(([, , , part]) => part === "test").length).toBeGreaterThanOrEqual(40);
  expect(fixed.warnings).toEqual([]);
  // Nothing is left to judge it by but what it knows: told.
  const known = chooseMembers(candidates, set(), { names, taught: new Set(candidates.map(({ sampleId }) => sampleId)) });
  expect(known.members.some(([, , , part]) => part === "test")).toBe(true);
  expect(known.warnings.join()).toContain("learned from samples that are held out");
});

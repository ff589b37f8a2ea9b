import { expect, test } from "vitest";
import type { NodeData } from "../types.ts";
import { type Branches, nextBranches, rootKey, rowsOf } from "./branches.ts";

const node = (id: number, name: string, children = 0) => ({ id, name, displayName: name, children }) as NodeData;
const lines = (branches: Branches, open: readonly number[]) =>
  rowsOf(branches, new Set(open)).map((row) => `${"  ".repeat(row.depth)}${row.kind === "taxon" ? row.taxon.name : `(${row.kind})`}`);

const answered = (branches: Branches, parent: number, taxa: readonly NodeData[], hasMore = false) =>
  nextBranches(branches, { type: "answered", parent, taxa, hasMore, isFirst: !branches.has(parent) });

test("only open taxa show their children, in order and by depth", () => {
  let branches = answered(new Map(), rootKey, [node(1, "living", 2), node(2, "not-living", 1)]);
  branches = answered(branches, 1, [node(3, "Copepoda", 1), node(4, "Mollusca")]);
  branches = answered(branches, 3, [node(5, "egg")]);
  expect(lines(branches, [1, 3])).toEqual(["living", "  Copepoda", "    egg", "  Mollusca", "not-living"]);
  expect(lines(branches, [3])).toEqual(["living", "not-living"]);
});

test("what is not there yet, has more or failed has a line of its own", () => {
  let branches = answered(new Map(), rootKey, [node(1, "living", 9), node(2, "other", 1), node(3, "third", 1)], true);
  branches = nextBranches(branches, { type: "asked", parent: 2 });
  branches = nextBranches(branches, { type: "failed", parent: 3 });
  expect(lines(branches, [1, 2, 3])).toEqual(["living", "  (loading)", "other", "  (loading)", "third", "  (failed)", "(more)"]);
});

test("a second page follows the first, and a taxon that both hold stands once", () => {
  let branches = answered(new Map(), rootKey, [node(1, "a"), node(2, "b")], true);
  branches = answered(branches, rootKey, [node(2, "b"), node(3, "c")]);
  expect(lines(branches, [])).toEqual(["a", "b", "c"]);
});

test("100,000 open taxa are lined up at once, however deep", () => {
  const wide: Branches = new Map([
    [rootKey, { taxa: Array.from({ length: 50_000 }, (_, i) => node(i + 1, `t${i}`)), hasMore: false, state: "ready" }],
  ]);
  const deep = new Map(wide);
  for (let i = 50_000; i < 100_000; i++) deep.set(i, { taxa: [node(i + 1, `d${i}`, 1)], hasMore: false, state: "ready" });
  deep.set(rootKey, { taxa: [node(50_000, "top", 1)], hasMore: false, state: "ready" });
  const open = new Set(Array.from({ length: 50_000 }, (_, i) => 50_000 + i));
  expect([rowsOf(wide, new Set()).length, rowsOf(deep, open).length]).toEqual([50_000, 50_001]);
});

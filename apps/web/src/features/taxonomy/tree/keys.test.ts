import { expect, test } from "vitest";
import type { NodeData } from "../types.ts";
import { rootKey, rowsOf } from "./branches.ts";
import { keyMove } from "./keys.ts";

const node = (id: number, name: string, children = 0) => ({ id, name, displayName: name, children }) as NodeData;
const branches = new Map([
  [rootKey, { taxa: [node(1, "living", 2), node(2, "other")], hasMore: false, state: "ready" as const }],
  [1, { taxa: [node(3, "Copepoda"), node(4, "Mollusca", 3)], hasMore: true, state: "ready" as const }],
]);
const rows = rowsOf(branches, new Set([1]));

test.each([
  [0, "ArrowDown", { to: 1 }],
  [2, "ArrowDown", { to: 4 }],
  [4, "ArrowUp", { to: 2 }],
  [0, "ArrowUp", null],
  [0, "ArrowRight", { to: 1 }],
  [2, "ArrowRight", { toggle: 4, isOpen: true }],
  [1, "ArrowRight", null],
  [0, "ArrowLeft", { toggle: 1, isOpen: false }],
  [2, "ArrowLeft", { to: 0 }],
  [4, "ArrowLeft", null],
  [0, "End", { to: 4 }],
  [4, "Home", { to: 0 }],
  [0, "Enter", { choose: 1 }],
  [0, "m", { to: 2 }],
  [2, "c", { to: 1 }],
  [0, "z", null],
  [0, "Tab", null],
] as const)("on line %i, %s", (at, key, expected) => {
  expect(rows.map((r) => (r.kind === "taxon" ? r.taxon.name : r.kind))).toEqual(["living", "Copepoda", "Mollusca", "more", "other"]);
  expect(keyMove(rows, at, key)).toEqual(expected);
});

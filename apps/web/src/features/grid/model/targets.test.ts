import { expect, test } from "vitest";
import { add, noSelection, type Selection } from "./selection.ts";
import { afterLabel, targetOf } from "./targets.ts";

const screen = [1, 2, 3];
const chosen = add(noSelection, [1, 2, 99]);
const all: Selection = { ids: new Set(), anchor: null, all: { expected: 5000 } };

test("without a selection the key is for the tile under the cursor", () => {
  expect(targetOf({ selection: noSelection, onScreen: screen, current: 3, all: false })).toEqual({ kind: "ids", ids: [3], left: 0 });
  expect(targetOf({ selection: noSelection, onScreen: screen, current: null, all: false })).toEqual({ kind: "nothing" });
});

test("with a selection it is for the chosen on screen, and says how many are not", () => {
  expect(targetOf({ selection: chosen, onScreen: screen, current: 3, all: false })).toEqual({ kind: "ids", ids: [1, 2], left: 1 });
});

test("the second key takes all that is chosen, also what is not on screen", () => {
  expect(targetOf({ selection: chosen, onScreen: screen, current: 3, all: true })).toEqual({ kind: "ids", ids: [1, 2, 99], left: 0 });
});

test("a selection that is wholly off screen is never labelled by the first key, nor is the tile under the cursor in its place", () => {
  expect(targetOf({ selection: add(noSelection, [99]), onScreen: screen, current: 3, all: false })).toEqual({ kind: "nothing" });
});

test("'all that match' goes as the filter with its count, and only by the second key", () => {
  expect(targetOf({ selection: all, onScreen: screen, current: 3, all: true })).toEqual({ kind: "matching", expected: 5000 });
  expect(targetOf({ selection: all, onScreen: screen, current: 3, all: false })).toEqual({ kind: "ids", ids: screen, left: 4997 });
});

test("what was labelled leaves the selection, the rest stays", () => {
  const target = targetOf({ selection: chosen, onScreen: screen, current: null, all: false });
  expect([...afterLabel(chosen, target).ids]).toEqual([99]);
});

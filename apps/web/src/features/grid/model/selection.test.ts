import fc from "fast-check";
import { expect, test } from "vitest";
import {
  add,
  between,
  drag,
  invert,
  isSelected,
  noSelection,
  only,
  remove,
  type Selection,
  selectAll,
  sizeOf,
  split,
  toggle,
} from "./selection.ts";

const order = [10, 20, 30, 40, 50];
const ids = (s: Selection) => [...s.ids].sort((a, b) => a - b);

test("a click toggles", () => {
  const once = toggle(noSelection, 20);
  expect(ids(once)).toEqual([20]);
  expect(ids(toggle(once, 20))).toEqual([]);
});

test("a range takes both its ends, whichever was chosen first", () => {
  expect(between(3, 1)).toEqual({ first: 1, end: 4 });
  expect(between(2, 2)).toEqual({ first: 2, end: 3 });
});

test("a rectangle replaces; with Ctrl it adds to what stood before it began", () => {
  expect(ids(drag(only(10), [30, 40], false))).toEqual([30, 40]);
  expect(ids(drag(only(10), [30, 40], true))).toEqual([10, 30, 40]);
});

test("Ctrl+A takes the screen, again all that match", () => {
  const page = selectAll(noSelection, [10, 20], 5000);
  expect(ids(page)).toEqual([10, 20]);
  const all = selectAll(page, [10, 20], 5000);
  expect(all.all).toEqual({ expected: 5000 });
  expect(sizeOf(all)).toBe(5000);
  expect(isSelected(all, 999)).toBe(true);
});

test("when the screen is all there is, a second Ctrl+A changes nothing", () => {
  const page = selectAll(noSelection, [10, 20], 2);
  expect(selectAll(page, [10, 20], 2).all).toBeNull();
});

test("a single tile after 'all' begins anew, for nobody could see which one is missing", () => {
  const all: Selection = { ids: new Set(), anchor: null, all: { expected: 9 } };
  expect(ids(toggle(all, 10))).toEqual([10]);
  expect(ids(add(all, [20]))).toEqual([20]);
});

test("a selection survives paging: what is off screen is counted, not lost", () => {
  const s = add(noSelection, [10, 20, 99]);
  expect(split(s, [10, 20, 30])).toEqual({ seen: [10, 20], unseen: 1 });
});

test("inverting twice gives the selection back, among the loaded", () => {
  fc.assert(
    fc.property(fc.subarray(order), (chosen) => {
      const s = add(noSelection, chosen);
      expect(ids(invert(invert(s, order), order))).toEqual([...chosen].sort((a, b) => a - b));
      expect(sizeOf(s) + sizeOf(invert(s, order))).toBe(order.length);
    }),
  );
});

test("removing the labelled leaves the others chosen", () => {
  expect(ids(remove(add(noSelection, [10, 20, 30]), [20]))).toEqual([10, 30]);
});

import { expect, test } from "vitest";
import { stretches } from "./compact.ts";

const kib = 1024;
const piece = (offset: number, length: number) => ({ offset, length });

test("near pieces are read together, far ones apart", () => {
  const near = [piece(0, 10), piece(20, 10)];
  expect(stretches([...near, piece(200 * kib, 10)])).toEqual([near, [piece(200 * kib, 10)]]);
});

test("one read stays small, but for a piece that is larger alone", () => {
  const list = [piece(0, 3000 * kib), piece(3000 * kib, 3000 * kib), piece(6000 * kib, 9000 * kib)];
  expect(stretches(list).map((s) => s.length)).toEqual([1, 1, 1]);
});

test("no piece is lost, and pieces that overlap stay", () => {
  const list = [piece(0, 100), piece(0, 200), piece(50, 10)];
  expect(stretches(list).flat()).toEqual(list);
  expect(stretches([])).toEqual([]);
});

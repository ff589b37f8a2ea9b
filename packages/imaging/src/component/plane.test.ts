import { expect, test } from "vitest";
import { drawn } from "./drawn.fixture.ts";
import { labelsOf, largestObject } from "./plane.ts";

const text = (values: ArrayLike<number>, width: number): string =>
  Array.from(values, (v, i) => (i > 0 && i % width === 0 ? "/" : "") + v).join("");

test("objects are numbered in reading order, those in holes too", () => {
  const { on, width, height } = drawn("....#/###../#.#.#/###..");
  expect(text(labelsOf(on, width, height).label, width)).toBe("00001/22200/20203/22200");
  const nested = drawn("#####/#...#/#.#.#/#...#/#####");
  const labels = labelsOf(nested.on, 5, 5);
  expect(text(labels.label, 5)).toBe("11111/10001/10201/10001/11111");
  expect(labels.pixels).toEqual([16, 1]);
});

test("the largest object keeps its holes apart, what lies in them included", () => {
  const { on, width, height } = drawn(".......#/.#####../.#...#../.#.#.#../.#...#../.#####..");
  expect(largestObject(on, width, height)).toMatchObject({ area: 25, holes: 9, box: { x: 1, y: 1, width: 5, height: 5 } });
  expect(text(largestObject(on, width, height)?.labels ?? [], width)).toBe("00000000/01111100/01222100/01222100/01222100/01111100");
});

test("of two equal ones the first in reading order; of none nothing", () => {
  const { on, width, height } = drawn("..#./#..#");
  expect(largestObject(on, width, height)?.box).toEqual({ x: 2, y: 0, width: 2, height: 2 });
  expect(largestObject(new Uint8Array(6), 3, 2)).toBeUndefined();
  expect(() => largestObject(new Uint8Array(5), 3, 2)).toThrow("expected 3 x 2 pixels, got 5");
});

import { expect, test } from "vitest";
import { drawn } from "./drawn.fixture.ts";
import { labelsOf } from "./plane.ts";

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

test("a plane of another size is refused", () => {
  expect(() => labelsOf(new Uint8Array(5), 3, 2)).toThrow("expected 3 x 2 pixels, got 5");
});

import { expect, test } from "vitest";
import { fillHoles } from "./region.ts";

const drawn = (text: string): { mask: Uint8Array; width: number; height: number } => {
  const rows = text.split("/");
  return { mask: Uint8Array.from(rows.join(""), (c) => (c === "#" ? 1 : 0)), width: rows[0].length, height: rows.length };
};
const filled = (text: string): string => {
  const { mask, width, height } = drawn(text);
  return fillHoles(mask, width, height).reduce((out, v, i) => out + (i > 0 && i % width === 0 ? "/" : "") + ".#o"[v], "");
};

test("ground that the object encloses is a hole", () => {
  expect(filled("###/#.#/###")).toBe("###/#o#/###");
  expect(filled(".###./.#.#./.###.")).toBe(".###./.#o#./.###.");
});

test("a diagonal closes the object: the ground is 4-connected", () => {
  expect(filled(".#./#.#/.#.")).toBe(".#./#o#/.#.");
  expect(filled("##./#.#/.##")).toBe("##./#o#/.##");
});

test("ground at the border of the crop is never a hole, even behind a wall", () => {
  expect(filled("#.#/#.#/###")).toBe("#.#/#.#/###");
  expect(filled("#.#.#")).toBe("#.#.#");
});

test("an object inside a hole stays object", () => {
  expect(filled("#####/#...#/#.#.#/#...#/#####")).toBe("#####/#ooo#/#o#o#/#ooo#/#####");
});

test("a plane of the wrong size is refused", () => {
  expect(() => fillHoles(new Uint8Array(5), 2, 3)).toThrow("mask: expected 2 x 3 = 6 pixels, got 5");
});

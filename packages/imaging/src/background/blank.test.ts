import { createRng } from "@nauplius/domain";
import { expect, test } from "vitest";
import { createArena } from "../kernel/kernels.ts";
import { createPlainKernels } from "../kernel/plain.ts";
import { type BlankOptions, createBlankBackground } from "./blank.ts";

/** The whole ground, fed with no more rows than it asks for. */
const groundOf = (blanks: readonly Uint8Array[], size: Omit<BlankOptions, "blanks">): Uint8Array => {
  const memory = 1 << 17;
  const [kernels, arena] = [createPlainKernels(new ArrayBuffer(memory)), createArena(memory)];
  const background = createBlankBackground(kernels, arena, { ...size, blanks: blanks.length === 1 ? 1 : 2 });
  const target = arena.take(size.width);
  const ground = new Uint8Array(size.width * size.height);
  for (let y = 0; y < size.height; y++) {
    while (background.fed() < background.needs(y)) {
      const at = background.fed() * size.blankWidth;
      background.feed(blanks.map((blank) => blank.subarray(at, at + size.blankWidth)));
    }
    background.row(target, y);
    ground.set(kernels.bytes.subarray(target, target + size.width), y * size.width);
  }
  return ground;
};

const plain = (width: number, height: number, grey: (x: number, y: number) => number): Uint8Array =>
  Uint8Array.from({ length: width * height }, (_, i) => grey(i % width, Math.floor(i / width)));

test("two blanks of one size: halves added, then the mean over 37 pixels with repeated edges", () => {
  const rng = createRng("blank");
  const [width, height] = [23, 17];
  const blanks = [0, 1].map(() => plain(width, height, () => 150 + rng.int(106)));
  const added = blanks[0].map((v, i) => Math.min(255, Math.ceil(v / 2) + Math.ceil(blanks[1][i] / 2)));
  const reach = [1, 2, 3, 3, 3, 2, 1];
  const expected = plain(width, height, (x, y) => {
    let sum = 0;
    for (let dy = -3; dy <= 3; dy++) {
      for (let dx = -reach[dy + 3]; dx <= reach[dy + 3]; dx++) {
        sum += added[Math.min(height - 1, Math.max(0, y + dy)) * width + Math.min(width - 1, Math.max(0, x + dx))];
      }
    }
    return Math.floor(sum / 37 + 0.5);
  });
  expect(groundOf(blanks, { width, height, blankWidth: width, blankHeight: height })).toEqual(expected);
});

test("a blank with fewer pixels is stretched: an even slope stays one, at ImageJ's place", () => {
  const [blankWidth, blankHeight, width, height] = [20, 15, 160, 120];
  const ground = groundOf([plain(blankWidth, blankHeight, (x, y) => 40 + 6 * x + 4 * y)], { width, height, blankWidth, blankHeight });
  for (const [x, y] of [
    [80, 60],
    [41, 77],
    [110, 33],
  ]) {
    // Eight pixels for one: column x lies at x / 8 - 1/2 of the blank.
    expect(Math.abs(ground[y * width + x] - (40 + 6 * (x / 8 - 0.5) + 4 * (y / 8 - 0.5)))).toBeLessThanOrEqual(0.6);
  }
});

test("a blank with more pixels than the scan, and one of a single row", () => {
  const even = groundOf([plain(40, 30, () => 200)], { width: 13, height: 9, blankWidth: 40, blankHeight: 30 });
  expect(even.every((v) => v === 200)).toBe(true);
  expect(groundOf([plain(9, 1, () => 77)], { width: 18, height: 4, blankWidth: 9, blankHeight: 1 }).every((v) => v === 77)).toBe(true);
});

import { createRng } from "@nauplius/domain";
import { describe, expect, test } from "vitest";
import { createArena } from "../kernel/kernels.ts";
import { createPlainKernels } from "../kernel/plain.ts";
import { createColumnBackground } from "./columns.ts";
import { fieldGains, medianFrame } from "./flat.ts";

const width = 120;

/** Light that differs from column to column and drifts over the lines, with dark animals now and then. */
const streamOf = (lines: number, drift: (y: number) => number): Uint8Array => {
  const rng = createRng("columns");
  const gain = Array.from({ length: width }, (_, x) => (x === 50 ? 0.6 : 0.8 + 0.2 * Math.sin(x / 30)));
  const image = new Uint8Array(width * lines);
  for (let y = 0; y < lines; y++) {
    const animal = y % 40 < 8 ? rng.int(width - 10) : -100;
    for (let x = 0; x < width; x++) {
      const grey = x >= animal && x < animal + 10 ? 90 : 205;
      image[y * width + x] = grey * gain[x] * drift(y) + rng.uniform(0, 1);
    }
  }
  return image;
};

const evened = (image: Uint8Array, parts: readonly number[]): Uint8Array => {
  const memory = 1 << 21;
  const [kernels, arena] = [createPlainKernels(new ArrayBuffer(memory)), createArena(memory)];
  const background = createColumnBackground(kernels, arena, { width, target: 205, window: 800, block: 16 });
  const at = arena.take(Math.max(...parts) * width);
  const even = new Uint8Array(image.length);
  let y = 0;
  for (const lines of parts) {
    const part = image.subarray(y * width, (y + lines) * width);
    if (y === 0) background.start(part, lines);
    kernels.bytes.set(part, at);
    background.flatten(at, at, lines);
    even.set(kernels.bytes.subarray(at, at + part.length), y * width);
    y += lines;
  }
  return even;
};

describe("the light of a line camera", () => {
  const lines = 4000;
  const even = evened(
    streamOf(lines, (y) => 1 + 0.07 * Math.sin(y / 500)),
    [1000, 1600, 1400],
  );

  test("is even within a grey or two over columns and drift, where there is no animal", () => {
    const ground = even.filter((v) => v > 150);
    const off = ground.filter((v) => Math.abs(v - 205) > 4).length / ground.length;
    expect(off).toBeLessThan(0.001);
  });

  test("animals keep their darkness to the end of the stream", () => {
    const animals = even.subarray(3000 * width).filter((v) => v < 150);
    const mean = animals.reduce((a, b) => a + b, 0) / animals.length;
    expect(Math.abs(mean - 90)).toBeLessThan(2);
  });

  test("is the same whatever the parts, when they end between blocks", () => {
    const image = streamOf(640, () => 1);
    expect(evened(image, [320, 16, 304])).toEqual(evened(image, [320, 320]));
  });
});

test("a dead column gives no infinite gain", () => {
  const image = streamOf(64, () => 1).map((v, i) => (i % width === 3 ? 0 : v));
  expect(
    evened(image, [64])
      .filter((_, i) => i % width === 3)
      .every((v) => v === 0),
  ).toBe(true);
});

test("the median of frames is the field without what passes through it", () => {
  const frames = [0, 1, 2].map((k) => Uint8Array.from([200, 201, 199, 120]).map((v, i) => (i === k ? 10 : v)));
  expect([...medianFrame(frames)]).toEqual([200, 201, 199, 120]);
  expect([...medianFrame([Uint8Array.of(9), Uint8Array.of(3)])]).toEqual([3]);
  expect(() => medianFrame([])).toThrow("got none");
  expect(() => medianFrame([new Uint8Array(2), new Uint8Array(3)])).toThrow("expected 2 pixels, got 3");
});

test("gains make the field 255 / 1.04", () => {
  expect([...fieldGains(Uint8Array.of(200, 100, 0))]).toEqual([5022, 10043, 65_535]);
});

import { createRng } from "@nauplius/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { instantiate } from "../kernel/instance.fixture.ts";
import { createArena, type Kernels } from "../kernel/kernels.ts";
import { createPlainKernels } from "../kernel/plain.ts";
import type { PlaneObject } from "./plane.ts";
import { createStripLabeller, type Threshold } from "./strips.ts";

const [width, height] = [150, 90];
const size = 4 * 65536;

/** Blobs of any size on a noisy ground. */
const pictureOf = (seed: number): Uint8Array => {
  const rng = createRng(seed);
  const picture = Uint8Array.from({ length: width * height }, () => 245 + rng.int(8));
  for (let n = 0; n < 25; n++) {
    const [x, y, r] = [rng.int(width), rng.int(height), rng.uniform(0.5, 14)];
    const hollow = rng.bool(0.3) ? r * 0.6 : 0;
    for (let i = 0; i < picture.length; i++) {
      const d = Math.hypot((i % width) - x, Math.floor(i / width) - y);
      if (d < r && d >= hollow) picture[i] = rng.int(240);
    }
  }
  return picture;
};

/** Objects of a picture whose rows come in strips of these heights. */
const segmented = (kernels: Kernels, picture: Uint8Array, threshold: Threshold, heights: readonly number[]): PlaneObject[] => {
  const arena = createArena(size);
  const found: PlaneObject[] = [];
  const onObject = (component: Omit<PlaneObject, "runs">, runs: () => PlaneObject["runs"]): void => {
    found.push({ ...component, runs: runs() });
  };
  const labeller = createStripLabeller(kernels, arena, { width, threshold, onObject });
  const at = arena.take(picture.length);
  let y = 0;
  for (let n = 0; y < height; n++) {
    const rows = Math.min(height - y, heights[n % heights.length]);
    kernels.bytes.set(picture.subarray(y * width, (y + rows) * width), at);
    labeller.rows(at, rows, width);
    y += rows;
  }
  labeller.finish();
  return found;
};

test("the same objects whatever the heights of the strips, in WebAssembly as in plain TypeScript", () => {
  const fast = instantiate(4);
  const plain = createPlainKernels(new ArrayBuffer(size));
  const heights = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 5 });
  const thresholds = fc.record({ level: fc.integer({ min: 0, max: 254 }), sense: fc.constantFrom<"dark" | "bright">("dark", "bright") });
  fc.assert(
    fc.property(fc.integer(), heights, thresholds, (seed, strips, threshold) => {
      const picture = pictureOf(seed);
      const whole = segmented(fast, picture, threshold, [height]);
      expect(segmented(fast, picture, threshold, strips)).toEqual(whole);
      expect(segmented(plain, picture, threshold, strips)).toEqual(whole);
    }),
    { numRuns: 15 },
  );
});

test("bright objects of a picture are the dark ones of its inverse", () => {
  const picture = pictureOf(7);
  const fast = instantiate(4);
  const dark = segmented(fast, picture, { level: 243, sense: "dark" }, [11]);
  const inverse = picture.map((v) => 255 - v);
  expect(segmented(fast, inverse, { level: 11, sense: "bright" }, [11])).toEqual(dark);
  expect(dark.length).toBeGreaterThan(5);
});

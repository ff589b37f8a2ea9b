import type { EvenImage } from "../find.ts";
import { greyPng } from "../grey-png.ts";

/** Longest side of the picture of a whole scan: what a page shows at once. */
const mostSide = 1800;
/** Pixels looked at in each direction of a block: more would not be seen. */
const samples = 2;

export type Overview = { readonly picture: Uint8Array; readonly width: number; readonly height: number };

/** The whole scan made small: each pixel the mean of a raster of pixels of its block. */
export function overviewOf({ kernels, at }: EvenImage, { width, height }: { width: number; height: number }): Overview {
  const block = Math.max(1, Math.max(width, height) / mostSide);
  const [wide, high] = [Math.max(1, Math.floor(width / block)), Math.max(1, Math.floor(height / block))];
  const grey = kernels.bytes.subarray(at, at + width * height);
  const steps = Array.from({ length: Math.min(samples, Math.max(1, Math.floor(block))) }, (_, k) => ((2 * k + 1) * block) / (2 * samples));
  const columns = Int32Array.from({ length: wide * steps.length }, (_, n) =>
    Math.min(width - 1, Math.floor(Math.floor(n / steps.length) * block + steps[n % steps.length])),
  );
  const small = new Uint8Array(wide * high);
  const sums = new Uint32Array(wide);
  for (let y = 0; y < high; y++) {
    sums.fill(0);
    for (const step of steps) {
      const row = Math.min(height - 1, Math.floor(y * block + step)) * width;
      for (let x = 0, n = 0; x < wide; x++) for (let k = 0; k < steps.length; k++) sums[x] += grey[row + columns[n++]];
    }
    for (let x = 0; x < wide; x++) small[y * wide + x] = sums[x] / (steps.length * steps.length);
  }
  return { picture: greyPng(small, wide, high), width: wide, height: high };
}

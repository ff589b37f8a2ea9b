import type { Scratch } from "../shape/scratch.ts";
import type { Square } from "./rotation.ts";

/** Pixels equal to their mirror left to right. Ground beside ground is equal without looking. */
export function equalAcross({ side, pixels, x0, y0, x1, y1 }: Square): number {
  const from = Math.min(x0, side - 1 - x1);
  let different = 0;
  for (let y = y0; y <= y1; y++) {
    const row = y * side;
    for (let a = row + from, b = row + side - 1 - from; a < b; a++, b--) if (pixels[a] !== pixels[b]) different += 2;
  }
  return side * side - different;
}

/** Pixels equal to their mirror top to bottom, that mirror made black and white first. */
export function equalDown({ side, pixels, x0, y0, x1, y1 }: Square, threshold: number): number {
  const from = Math.min(y0, side - 1 - y1);
  let different = 0;
  for (let y = from; y < side - from; y++) {
    const a = y * side;
    const b = (side - 1 - y) * side;
    for (let x = x0; x <= x1; x++) if (pixels[a + x] !== (pixels[b + x] <= threshold ? 0 : 255)) different++;
  }
  return side * side - different;
}

/** ImageJ's threshold by Ridler & Calvard (1978): midway between the means of what lies under it and above it, searched upwards. Pure
 *  black and white are left out ("erased areas"); without any other grey it is 128. */
export function isodata({ side, pixels, x0, y0, x1, y1 }: Square, scratch: Scratch): number {
  const histogram = scratch.ints("isodata", 256);
  histogram.fill(0);
  for (let y = y0; y <= y1; y++) for (let at = y * side + x0; at <= y * side + x1; at++) histogram[pixels[at]]++;
  let [min, max] = [1, 254];
  while (min < 255 && histogram[min] === 0) min++;
  while (max > 0 && histogram[max] === 0) max--;
  if (min >= max) return 128;
  let [above, aboveSum, below, belowSum] = [0, 0, 0, 0];
  for (let v = min; v <= max; v++) {
    above += histogram[v];
    aboveSum += v * histogram[v];
  }
  for (let v = min; ; v++) {
    below += histogram[v];
    belowSum += v * histogram[v];
    above -= histogram[v];
    aboveSum -= v * histogram[v];
    const middle = (belowSum / below + aboveSum / above) / 2;
    if (v + 2 > middle || v + 1 >= max - 1) return Math.round(middle);
  }
}

/** In every `step`-th column the distance between the first two jumps of more than 100 greys; the last such column is left out of the
 *  maximum and of the sum, not of the number that the sum is divided by. 1 where there are too few. */
export function thicknessOf({ side, pixels }: Square, step: number): number {
  let [count, sum, most, last] = [0, 0, 0, 0];
  for (let x = 0; x < side; x += step) {
    let start = -1;
    for (let y = 0; y < side - 1; y++) {
      if (Math.abs(pixels[y * side + x] - pixels[(y + 1) * side + x]) <= 100) continue;
      if (start < 0) start = y;
      else {
        if (count > 0) {
          sum += last;
          most = Math.max(most, last);
        }
        last = y - start;
        count++;
        break;
      }
    }
  }
  const ratio = most / (sum / count);
  return Number.isNaN(ratio) ? 1 : ratio;
}

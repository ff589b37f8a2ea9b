import { OBJECT } from "../../region.ts";
import type { Scratch } from "../shape/scratch.ts";
import type { Shape } from "../shape/shape.ts";

/** Standard deviation (n - 1) of the numbers 0..254. */
const DEVIATION_OF_GREYS = Math.sqrt((255 * 256) / 12);

/** Standard deviation of the counts of greys 0..254 over that of the greys themselves: how spread the histogram is, 1.
 *  @param histogram - of the object's pixels without holes */
export function slopeOf(histogram: Uint32Array): number {
  let sum = 0;
  for (let v = 0; v < 255; v++) sum += histogram[v];
  const mean = sum / 255;
  let squares = 0;
  for (let v = 0; v < 255; v++) squares += (histogram[v] - mean) ** 2;
  return Math.sqrt(squares / 254) / DEVIATION_OF_GREYS;
}

/** The largest greys whose share of the cumulative count is still under a quarter, a half and three quarters; 0 where there is none. */
export function cumulativeGreys(histogram: Uint32Array, out: Int32Array): void {
  let total = 0;
  for (let v = 0; v < 255; v++) total += histogram[v];
  out.fill(0, 0, 3);
  let sum = 0;
  for (let v = 0; v < 255; v++) {
    sum += histogram[v];
    const share = sum / total;
    if (share >= 0.75) break;
    if (share < 0.25) out[0] = v;
    if (share < 0.5) out[1] = v;
    out[2] = v;
  }
}

/** UVPapp's: the largest greys up to which fewer than a quarter, a half and three quarters of the pixels lie, those shares cut to whole
 *  pixels. */
export function wholeCumulativeGreys(histogram: Uint32Array, out: Int32Array): void {
  let total = 0;
  for (let v = 0; v < 256; v++) total += histogram[v];
  out.fill(0, 0, 3);
  let sum = 0;
  for (let v = 0; v < 256; v++) {
    sum += histogram[v];
    for (let k = 0; k < 3; k++) if (sum < Math.floor(((k + 1) * total) / 4)) out[k] = v;
  }
}

/** The third one goes up to the next grey that occurs. */
export function nextOccurring(histogram: Uint32Array, grey: number): number {
  let v = grey;
  while (v < 255 && histogram[v] === 0) v++;
  return v;
}

/** Contrast of three greys against their neighbours, 1: kept as ZooProcess has it, with its slip (a count is compared with a grey) and
 *  its running sums, so the order of the pixels is part of it. The picture is the object's greys, white elsewhere; its edge is left out.
 *  @param cumulative - the three cumulative greys, the third as it is before it goes up */
export function contrastOf(shape: Shape, histogram: Uint32Array, cumulative: Int32Array, scratch: Scratch): number {
  const { labels, greys, stride, width, height, size } = shape;
  const chosen = [0, 0, 0];
  for (let v = 0; v < 255; v++) for (let k = 0; k < 3; k++) if (histogram[v] !== 0 && histogram[v] <= cumulative[k]) chosen[k] = v;
  const [a, b, c] = chosen;
  const t = scratch.bytes("white", size);
  for (let i = 0; i < size; i++) t[i] = labels[i] === OBJECT ? greys[i] : 255;
  const sums = scratch.floats("contrast", 256);
  sums.fill(0);
  let [count, total] = [1, 0];
  for (let x = 2; x < width; x++) {
    for (let y = 2; y < height; y++) {
      const at = y * stride + x;
      const v = t[at];
      if (v !== a && v !== b && v !== c) continue;
      const up = at - stride;
      const down = at + stride;
      const mean = (t[up - 1] + t[up] + t[up + 1] + t[at - 1] + t[at + 1] + t[down - 1] + t[down] + t[down + 1]) / 8;
      sums[v] += Math.abs(v - mean);
      count++;
      total += (sums[v] * histogram[v]) / 256;
    }
  }
  return total / count;
}

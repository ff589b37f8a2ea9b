import { OBJECT } from "../../region.ts";
import { radii } from "../shape/radii.ts";
import type { Scratch } from "../shape/scratch.ts";
import type { Shape } from "../shape/shape.ts";
import { type DistanceStack, squaredDistances } from "./distance.ts";

const largest = radii[radii.length - 1];
/** For each squared distance the first of the radii that reaches it; those beyond the largest share the last place. */
const reachedBy = Uint8Array.from({ length: largest * largest + 1 }, (_, square) => radii.findIndex((r) => r * r >= square));

export type Distances = {
  /** -slope + 2 of log area on log radius. */
  fractal: number;
  /** Diameter of the largest disc within the object, px. */
  thickest: number;
  /** Mean diameter of the discs around the skeleton's pixels, px. */
  thickness: number;
};

/** What exact distances say of the object without its holes. The sausages have the radii of the compat engine, on an unbounded canvas;
 *  their dimension is that of Minkowski, by least squares. @param skeleton - a plane of the shape's size, not 0 on the skeleton */
export function measureDistances(shape: Shape, skeleton: Uint8Array, scratch: Scratch, out: Distances): void {
  const counts = scratch.ints("sausage counts", radii.length);
  counts.fill(0);
  const longest = Math.max(shape.width, shape.height) + 2 * largest + 2;
  const stack = {
    at: scratch.ints("envelope", longest),
    height: scratch.floats("heights", longest),
    from: scratch.ints("starts", longest),
  };
  outside(shape, counts, stack, scratch);
  inside(shape, skeleton, counts, stack, scratch, out);
  out.fractal = dimensionOf(counts);
}

function outside({ labels, stride, width, height }: Shape, counts: Int32Array, stack: DistanceStack, scratch: Scratch): void {
  const [w, h] = [width + 2 * largest, height + 2 * largest];
  const plane = scratch.ints("distance", w * h);
  plane.fill(1, 0, w * h);
  for (let y = 0; y < height; y++) {
    const from = (y + 1) * stride + 1;
    const to = (y + largest) * w + largest;
    for (let x = 0; x < width; x++) if (labels[from + x] === OBJECT) plane[to + x] = 0;
  }
  squaredDistances(plane, { width: w, height: h, x0: largest, x1: largest + width }, stack);
  for (let i = 0; i < w * h; i++) {
    const square = plane[i];
    if (square > 0 && square < reachedBy.length) counts[reachedBy[square]]++;
  }
}

function inside(
  { labels, stride, size, height }: Shape,
  skeleton: Uint8Array,
  counts: Int32Array,
  stack: DistanceStack,
  scratch: Scratch,
  out: Distances,
): void {
  const plane = scratch.ints("distance", size);
  for (let i = 0; i < size; i++) plane[i] = labels[i] === OBJECT ? 1 : 0;
  squaredDistances(plane, { width: stride, height: height + 2, x0: 0, x1: stride }, stack);
  let [most, sum, n] = [0, 0, 0];
  for (let i = 0; i < size; i++) {
    const square = plane[i];
    if (square === 0) continue;
    if (square < reachedBy.length) counts[reachedBy[square]]++;
    if (square > most) most = square;
    if (skeleton[i] !== 0) {
      sum += Math.sqrt(square);
      n++;
    }
  }
  // From a pixel's middle to its ground neighbour's is one, to the edge between them a half.
  out.thickest = 2 * Math.sqrt(most) - 1;
  out.thickness = (2 * sum) / n - 1;
}

const logs = radii.map(Math.log);

function dimensionOf(counts: Int32Array): number {
  const n = radii.length;
  let [area, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    area += counts[i];
    const y = Math.log(area);
    sx += logs[i];
    sy += y;
    sxx += logs[i] * logs[i];
    sxy += logs[i] * y;
  }
  return 2 - (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

import { OBJECT } from "../../region.ts";
import { radii, sausageDimension } from "../shape/sausage.ts";
import type { Scratch } from "../shape/scratch.ts";
import type { Shape } from "../shape/shape.ts";
import { columnDistances, type DistanceStack, lowerEnvelope } from "./distance.ts";

const largest = radii[radii.length - 1];
/** From the edge between two pixels to the middle of one is a half: within r of the outline is within r + 1/2 of the other side's pixels. */
const reachOf = (r: number): number => (r + 0.5) ** 2;
const farthest = Math.floor(reachOf(largest));
/** For each squared distance the first of the radii that reaches it; the other side's own pixels (0) get a place of their own. */
const reachedBy = Uint8Array.from({ length: farthest + 1 }, (_, square) =>
  square === 0 ? radii.length : radii.findIndex((r) => reachOf(r) >= square),
);

export type Distances = {
  /** Minkowski dimension of the outline. */
  fractal: number;
  /** Diameter of the largest disc within the object, px. */
  thickest: number;
  /** Mean diameter of the discs around the skeleton's pixels, px. */
  thickness: number;
};

/** What exact distances say of the object without its holes. The sausages have the radii of the compat engine, on an unbounded canvas. @param skeleton - a plane of the shape's size, not 0 on the skeleton */
export function measureDistances(shape: Shape, skeleton: Uint8Array, scratch: Scratch, out: Distances): void {
  const counts = scratch.ints("sausage counts", radii.length + 1);
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

/** Ground and holes, as far as the largest radius. */
function outside({ labels, stride, width, height }: Shape, counts: Int32Array, stack: DistanceStack, scratch: Scratch): void {
  const size = { width: width + 2 * largest, height: height + 2 * largest, x0: largest, x1: largest + width };
  const plane = scratch.ints("distance", size.width * size.height);
  plane.fill(1, 0, size.width * size.height);
  for (let y = 0; y < height; y++) {
    const from = (y + 1) * stride + 1;
    const to = (y + largest) * size.width + largest;
    for (let x = 0; x < width; x++) if (labels[from + x] === OBJECT) plane[to + x] = 0;
  }
  columnDistances(plane, size);
  for (let y = 0; y < size.height; y++) {
    let end = size.width;
    for (let k = lowerEnvelope(plane, y * size.width, size, stack) - 1; k >= 0; k--) {
      const [u, h, start] = [stack.at[k], stack.height[k], stack.from[k]];
      const reach = Math.floor(Math.sqrt(Math.max(0, farthest - h)));
      const last = Math.min(end - 1, u + reach);
      if (h <= farthest) for (let x = Math.max(start, u - reach); x <= last; x++) counts[reachedBy[(x - u) * (x - u) + h]]++;
      end = start;
    }
  }
}

/** Object pixels. */
function inside(
  { labels, stride, size: length, height }: Shape,
  skeleton: Uint8Array,
  counts: Int32Array,
  stack: DistanceStack,
  scratch: Scratch,
  out: Distances,
): void {
  const size = { width: stride, height: height + 2, x0: 0, x1: stride };
  const plane = scratch.ints("distance", length);
  for (let i = 0; i < length; i++) plane[i] = labels[i] === OBJECT ? 1 : 0;
  columnDistances(plane, size);
  let [most, sum, n] = [0, 0, 0];
  for (let row = 0; row < length; row += stride) {
    let end = stride;
    for (let k = lowerEnvelope(plane, row, size, stack) - 1; k >= 0; k--) {
      const [u, h, start] = [stack.at[k], stack.height[k], stack.from[k]];
      for (let x = start; x < end; x++) {
        if (labels[row + x] !== OBJECT) continue;
        const square = (x - u) * (x - u) + h;
        if (square <= farthest) counts[reachedBy[square]]++;
        if (square > most) most = square;
        if (skeleton[row + x] === 0) continue;
        sum += Math.sqrt(square);
        n++;
      }
      end = start;
    }
  }
  // From a pixel's middle to its ground neighbour's is one, to the edge between them a half.
  out.thickest = 2 * Math.sqrt(most) - 1;
  out.thickness = (2 * sum) / n - 1;
}

const areas = new Float64Array(radii.length);

function dimensionOf(counts: Int32Array): number {
  let area = 0;
  for (let i = 0; i < areas.length; i++) {
    area += counts[i];
    areas[i] = area;
  }
  return sausageDimension(areas);
}

import { type Extents, type Hull, hullOf } from "../shape/hull.ts";
import type { Scratch } from "../shape/scratch.ts";

/** Pixels whose centres lie within, or on, the convex hull of the middles of the filled object's pixel edges, px².
 *  Source: scikit-image's convex_hull_image (offset coordinates, borders included). */
export function convexArea({ left, right }: Extents, height: number, scratch: Scratch): number {
  const hull = hullOf(doubled(left, right, height, scratch), 2 * height + 1, 0, scratch);
  return latticePoints(hull, height, scratch);
}

/** The ends of the rows in half pixels: those of the pixels' middles (odd rows) and of their upper and lower edges (even rows). */
function doubled(left: Int32Array, right: Int32Array, height: number, scratch: Scratch): Extents {
  const [from, to] = [scratch.ints("half left", 2 * height + 1), scratch.ints("half right", 2 * height + 1)];
  for (let row = 0; row <= 2 * height; row++) {
    from[row] = 1;
    to[row] = -1;
  }
  for (let y = 0; y < height; y++) {
    if (left[y] > right[y]) continue;
    widen(from, to, 2 * y, 2 * left[y], 2 * right[y]);
    widen(from, to, 2 * y + 1, 2 * left[y] - 1, 2 * right[y] + 1);
    widen(from, to, 2 * y + 2, 2 * left[y], 2 * right[y]);
  }
  return { left: from, right: to };
}

function widen(from: Int32Array, to: Int32Array, row: number, a: number, b: number): void {
  const empty = from[row] > to[row];
  from[row] = empty ? a : Math.min(from[row], a);
  to[row] = empty ? b : Math.max(to[row], b);
}

/** Ends of the hull on the rows of pixel centres, then the whole pixels between them. */
function latticePoints(hull: Hull, height: number, scratch: Scratch): number {
  const [low, high] = [scratch.floats("hull low", height), scratch.floats("hull high", height)];
  low.fill(Number.POSITIVE_INFINITY, 0, height);
  high.fill(Number.NEGATIVE_INFINITY, 0, height);
  for (let i = 0, j = hull.count - 1; i < hull.count; j = i++) {
    const [upper, lower] = hull.y[i] < hull.y[j] ? [i, j] : [j, i];
    const [y0, y1] = [hull.y[upper], hull.y[lower]];
    const slope = y1 === y0 ? 0 : (hull.x[lower] - hull.x[upper]) / (y1 - y0);
    for (let y = y0 >> 1; 2 * y + 1 <= y1; y++) {
      const x = hull.x[upper] + slope * (2 * y + 1 - y0);
      if (2 * y + 1 < y0) continue;
      low[y] = Math.min(low[y], x);
      high[y] = Math.max(high[y], x);
    }
  }
  let points = 0;
  for (let y = 0; y < height; y++) points += Math.floor(high[y] / 2 + TIE) - Math.ceil(low[y] / 2 - TIE) + 1;
  return points;
}

/** A centre that lies on the border counts; slopes are rounded. */
const TIE = 1e-9;

import type { Extents, Hull } from "../shape/hull.ts";
import type { Scratch } from "../shape/scratch.ts";

/** The filled raster of a convex hull: how many pixels it has and how many of them lie on its outline. */
export type ConvexRaster = { area: number; outline: number };

/** ZooProcess draws the hull of the pixel centres as lines over the object, fills what they enclose and counts (convarea), then counts
 *  the pixels with a neighbour outside, the eight around it looked at (convperim).
 *  Source: ZooProcess 8, Convex Hull Plus (Landini 2004) and ImageJ 1.41o line, fill holes and outline. */
export function convexRaster(hull: Hull, { left, right }: Extents, height: number, scratch: Scratch, out: ConvexRaster): void {
  const from = scratch.ints("convex from", height);
  const to = scratch.ints("convex to", height);
  for (let y = 0; y < height; y++) {
    from[y] = left[y] <= right[y] ? left[y] : 0x7fffffff;
    to[y] = right[y];
  }
  for (let i = 0; i < hull.count; i++) {
    const j = i + 1 < hull.count ? i + 1 : 0;
    drawLine(hull.x[i], hull.y[i], hull.x[j], hull.y[j], from, to);
  }
  let [area, outline] = [0, 0];
  for (let y = 0; y < height; y++) {
    const width = to[y] - from[y] + 1;
    area += width;
    if (y === 0 || y === height - 1) outline += width;
    else {
      const inner = Math.min(to[y - 1], to[y], to[y + 1]) - Math.max(from[y - 1], from[y], from[y + 1]) - 1;
      outline += width - Math.max(0, inner);
    }
  }
  out.area = area;
  out.outline = outline;
}

/** ImageJ's line: as many steps as the longer side has pixels, each coordinate cut to a whole number. Widens the rows' spans. */
function drawLine(x1: number, y1: number, x2: number, y2: number, from: Int32Array, to: Int32Array): void {
  const steps = Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1));
  const [dx, dy] = steps === 0 ? [0, 0] : [(x2 - x1) / steps, (y2 - y1) / steps];
  let [x, y] = [x1 + 0.5, y1 + 0.5];
  for (let step = 0; step <= steps; step++) {
    const [px, py] = [Math.trunc(x), Math.trunc(y)];
    if (px < from[py]) from[py] = px;
    if (px > to[py]) to[py] = px;
    x += dx;
    y += dy;
  }
}

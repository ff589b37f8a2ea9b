import { GROUND, OBJECT } from "../../region.ts";
import type { Hull } from "../shape/hull.ts";
import type { Shape } from "../shape/shape.ts";

/** Length of the outline of the filled object by Crofton's formula in four directions, px: how often lines along rows, columns and both
 *  diagonals cross it, times their spacing (1 and 1 / sqrt 2), times pi / 8. Within 1 % for discs of 10 px radius and more.
 *  Source: Lehmann & Legland 2012, Insight Journal; the same as scikit-image's perimeter_crofton. */
export function croftonPerimeter({ labels, stride, size }: Shape): number {
  let [straight, diagonal] = [0, 0];
  for (let at = 0; at + stride + 1 < size; at++) {
    const here = labels[at] !== GROUND;
    const right = labels[at + 1] !== GROUND;
    const below = labels[at + stride] !== GROUND;
    if (here !== right) straight++;
    if (here !== below) straight++;
    if (here !== (labels[at + stride + 1] !== GROUND)) diagonal++;
    if (right !== below) diagonal++;
  }
  return (Math.PI / 8) * (straight + diagonal / Math.SQRT2);
}

/** The same length for the convex hull: every line that meets it crosses its outline twice. Never longer than the object's own.
 *  @param hull - of the pixel centres */
export function convexCrofton({ count, x, y }: Hull, { width, height }: Shape): number {
  let [falling0, falling1, rising0, rising1] = [x[0] + y[0], x[0] + y[0], x[0] - y[0], x[0] - y[0]];
  for (let i = 1; i < count; i++) {
    falling0 = Math.min(falling0, x[i] + y[i]);
    falling1 = Math.max(falling1, x[i] + y[i]);
    rising0 = Math.min(rising0, x[i] - y[i]);
    rising1 = Math.max(rising1, x[i] - y[i]);
  }
  const diagonals = falling1 - falling0 + 1 + rising1 - rising0 + 1;
  return (Math.PI / 4) * (width + height + diagonals / Math.SQRT2);
}

/** Objects less holes of the object without holes filled (8-connected object, 4-connected ground), from its 2 x 2 neighbourhoods.
 *  Source: Gray 1971, IEEE Trans. Computers 20:551. */
export function eulerNumber({ labels, stride, size }: Shape): number {
  let quarters = 0;
  for (let at = 0; at + stride + 1 < size; at++) {
    const a = labels[at] === OBJECT ? 1 : 0;
    const b = labels[at + 1] === OBJECT ? 1 : 0;
    const c = labels[at + stride] === OBJECT ? 1 : 0;
    const d = labels[at + stride + 1] === OBJECT ? 1 : 0;
    const sum = a + b + c + d;
    if (sum === 1) quarters++;
    else if (sum === 3) quarters--;
    else if (sum === 2 && a === d) quarters -= 2;
  }
  return quarters / 4;
}

/** Share of the filled object and its mirror that both cover: across the line through its middle (mx, my, in pixels of the box, centres at
 *  whole numbers) at `radians` from x, y downwards. A mirrored pixel counts where the pixel that it falls on is the object's. */
export function mirrorOverlap({ labels, stride, width, height, area }: Shape, mx: number, my: number, radians: number): number {
  const [nx, ny] = [-Math.sin(radians), Math.cos(radians)];
  let both = 0;
  for (let y = 0; y < height; y++) {
    const row = (y + 1) * stride + 1;
    for (let x = 0; x < width; x++) {
      if (labels[row + x] === GROUND) continue;
      const twice = 2 * ((x - mx) * nx + (y - my) * ny);
      const u = Math.round(x - twice * nx);
      const v = Math.round(y - twice * ny);
      if (u >= 0 && v >= 0 && u < width && v < height && labels[(v + 1) * stride + 1 + u] !== GROUND) both++;
    }
  }
  return both / (2 * area - both);
}

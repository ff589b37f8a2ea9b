import { GROUND } from "../../region.ts";
import type { Scratch } from "./scratch.ts";
import type { Shape } from "./shape.ts";

/** Vertices of a convex hull, clockwise on the screen (y down) from the leftmost vertex of the top row; no three on a line. */
export type Hull = { count: number; x: Int32Array; y: Int32Array };

/** First and last column of the filled object in each row of its box, left 1 and right -1 where a row is empty. */
export type Extents = { left: Int32Array; right: Int32Array };

export function extentsOf({ labels, stride, width, height }: Shape, scratch: Scratch): Extents {
  const left = scratch.ints("left", height);
  const right = scratch.ints("right", height);
  for (let y = 0; y < height; y++) {
    const at = (y + 1) * stride + 1;
    let [a, b] = [0, width - 1];
    while (a < width && labels[at + a] === GROUND) a++;
    while (b >= a && labels[at + b] === GROUND) b--;
    left[y] = a === width ? 1 : a;
    right[y] = a === width ? -1 : b;
  }
  return { left, right };
}

/** Convex hull of the filled object's pixel centres (`grow` 0; (0, 0) is the centre of the box's first pixel) or of its pixel corners
 *  (`grow` 1; (0, 0) is that pixel's upper left corner), from the ends of its rows (Andrew's monotone chain over y). */
export function hullOf({ left, right }: Extents, height: number, grow: 0 | 1, scratch: Scratch): Hull {
  const x = scratch.ints(`hull x${grow}`, 4 * height + 8);
  const y = scratch.ints(`hull y${grow}`, 4 * height + 8);
  let count = 0;
  const push = (px: number, py: number, floor: number): void => {
    while (count > floor && !turnsRight(x[count - 2], y[count - 2], x[count - 1], y[count - 1], px, py)) count--;
    if (count > 0 && x[count - 1] === px && y[count - 1] === py) return;
    x[count] = px;
    y[count] = py;
    count++;
  };
  // Down the right side, then up the left one.
  push(left[0], 0, 1);
  for (let row = 0; row < height; row++) {
    if (left[row] > right[row]) continue;
    push(right[row] + grow, row, 1);
    if (grow === 1) push(right[row] + grow, row + 1, 1);
  }
  const bottom = count;
  for (let row = height - 1; row >= 0; row--) {
    if (left[row] > right[row]) continue;
    if (grow === 1) push(left[row], row + 1, bottom);
    push(left[row], row, bottom);
  }
  if (count > 1 && x[count - 1] === x[0] && y[count - 1] === y[0]) count--;
  return { count, x, y };
}

/** Whether a -> b -> c turns right on the screen, strictly. */
const turnsRight = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number): boolean =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) > 0;

/** Largest distance between two vertices (maximum Feret diameter), and the smallest width between two parallel lines that hold the hull
 *  (minimum Feret diameter: one of the lines lies on an edge). */
export function maxFeret({ count, x, y }: Hull): number {
  let largest = 0;
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const d = (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2;
      if (d > largest) largest = d;
    }
  }
  return Math.sqrt(largest);
}

export function minFeret({ count, x, y }: Hull): number {
  if (count < 3) return 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const j = i + 1 < count ? i + 1 : 0;
    const [ex, ey] = [x[j] - x[i], y[j] - y[i]];
    let farthest = 0;
    for (let k = 0; k < count; k++) {
      const d = ex * (y[k] - y[i]) - ey * (x[k] - x[i]);
      if (d > farthest) farthest = d;
    }
    const width = farthest / Math.hypot(ex, ey);
    if (width < smallest) smallest = width;
  }
  return smallest;
}

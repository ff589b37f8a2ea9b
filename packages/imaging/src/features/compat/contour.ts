import { GROUND } from "../../region.ts";
import type { Hull } from "../shape/hull.ts";
import type { Shape } from "../shape/shape.ts";

/** Neighbours as OpenCV numbers them: 0 right, then counter-clockwise on the screen. */
const offsets = (stride: number): readonly number[] => [1, 1 - stride, -stride, -stride - 1, -1, stride - 1, stride, stride + 1];

/** Length of the contour through the centres of the border pixels, px, without its last straight piece: UVPapp sums the simplified
 *  contour (Suzuki & Abe 1985, straight runs to their ends) as an open line, so the piece back to the start is missing.
 *  One pixel has 0. Of several parts the one with the first pixel is followed. */
export function openContour({ labels, stride, first }: Shape): number {
  const around = offsets(stride);
  const start = stride + 1 + first;
  let before = 4;
  do before = (before + 7) & 7;
  while (before !== 4 && labels[start + around[before]] === GROUND);
  if (before === 4) return 0;
  const last = start + around[before];
  let [at, from] = [start, before];
  let [heading, closed, run] = [-1, 0, 0];
  for (;;) {
    let step = from;
    do step = (step + 1) & 7;
    while (labels[at + around[step]] === GROUND);
    const length = step % 2 === 0 ? 1 : Math.SQRT2;
    run = step === heading ? run + length : length;
    heading = step;
    closed += length;
    const next = at + around[step];
    if (next === start && at === last) return closed - run;
    at = next;
    from = (step + 4) & 7;
  }
}

/** What OpenCV adds to the radius of a minimum enclosing circle. */
const SLACK = 1e-4;

/** Diameter of the smallest circle around the pixel centres, px, as OpenCV has it. */
export function circleDiameter({ count, x, y }: Hull): number {
  let [cx, cy, r2] = [x[0], y[0], 0];
  const outside = (i: number): boolean => (x[i] - cx) ** 2 + (y[i] - cy) ** 2 > r2 + 1e-9;
  const through2 = (i: number, j: number): void => {
    cx = (x[i] + x[j]) / 2;
    cy = (y[i] + y[j]) / 2;
    r2 = (x[i] - cx) ** 2 + (y[i] - cy) ** 2;
  };
  const through3 = (i: number, j: number, k: number): void => {
    const [ax, ay] = [x[j] - x[i], y[j] - y[i]];
    const [bx, by] = [x[k] - x[i], y[k] - y[i]];
    const twice = 2 * (ax * by - ay * bx);
    const [a2, b2] = [ax * ax + ay * ay, bx * bx + by * by];
    cx = x[i] + (by * a2 - ay * b2) / twice;
    cy = y[i] + (ax * b2 - bx * a2) / twice;
    r2 = (x[i] - cx) ** 2 + (y[i] - cy) ** 2;
  };
  // Welzl 1991, as three loops: a point outside lies on the new circle.
  for (let i = 1; i < count; i++) {
    if (!outside(i)) continue;
    through2(i, 0);
    for (let j = 1; j < i; j++) {
      if (!outside(j)) continue;
      through2(i, j);
      for (let k = 0; k < j; k++) if (outside(k)) through3(i, j, k);
    }
  }
  return 2 * (Math.sqrt(r2) + SLACK);
}

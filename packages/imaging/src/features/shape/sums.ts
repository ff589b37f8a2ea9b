import { GROUND, OBJECT } from "../../region.ts";
import type { Shape } from "./shape.ts";

/** Sums over the filled object F in one pass. Columns and rows are counted from `(ox, oy)`, the middle of the box, so that third powers
 *  of large objects stay exact in double precision. `v` is grey, `x` column, `y` row: svxy = sum of v * x * y. */
export type Sums = {
  ox: number;
  oy: number;
  n: number;
  sx: number;
  sy: number;
  sxx: number;
  sxy: number;
  syy: number;
  sxxx: number;
  sxxy: number;
  sxyy: number;
  syyy: number;
  sv: number;
  svx: number;
  svy: number;
  /** Counts of the 256 greys over F, and over the object pixels without holes O. */
  readonly filled: Uint32Array;
  readonly solid: Uint32Array;
};

export const emptySums = (): Sums => ({
  ...{ ox: 0, oy: 0, n: 0, sx: 0, sy: 0, sxx: 0, sxy: 0, syy: 0, sxxx: 0, sxxy: 0, sxyy: 0, syyy: 0, sv: 0, svx: 0, svy: 0 },
  filled: new Uint32Array(256),
  solid: new Uint32Array(256),
});

export function sumShape({ labels, greys, stride, width, height, area }: Shape, sums: Sums): void {
  const { filled, solid } = sums;
  filled.fill(0);
  solid.fill(0);
  const [ox, oy] = [width >> 1, height >> 1];
  let [sx, sy, sxx, sxy, syy, sxxx, sxxy, sxyy, syyy, sv, svx, svy] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let row = 0; row < height; row++) {
    const at = (row + 1) * stride + 1;
    const y = row - oy;
    let [n, x1, x2, x3, v0, v1] = [0, 0, 0, 0, 0, 0];
    for (let column = 0; column < width; column++) {
      const label = labels[at + column];
      if (label === GROUND) continue;
      const x = column - ox;
      const v = greys[at + column];
      filled[v]++;
      if (label === OBJECT) solid[v]++;
      n++;
      x1 += x;
      x2 += x * x;
      x3 += x * x * x;
      v0 += v;
      v1 += v * x;
    }
    sx += x1;
    sy += n * y;
    sxx += x2;
    sxy += x1 * y;
    syy += n * y * y;
    sxxx += x3;
    sxxy += x2 * y;
    sxyy += x1 * y * y;
    syyy += n * y * y * y;
    sv += v0;
    svx += v1;
    svy += v0 * y;
  }
  Object.assign(sums, { ox, oy, n: area, sx, sy, sxx, sxy, syy, sxxx, sxxy, sxyy, syyy, sv, svx, svy });
}

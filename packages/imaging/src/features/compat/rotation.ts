import type { Scratch } from "../shape/scratch.ts";

/** A square picture of an object: 0 object, 255 ground, greys in between where rotation mixes them. Outside of the columns x0..x1 and the
 *  rows y0..y1 (included) there is nothing but ground. */
export type Square = {
  readonly side: number;
  readonly pixels: Uint8Array;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
};

/** Turns a square about its middle, with bilinear interpolation, into another buffer.
 *  Source: ImageJ 1.41o, Rotate Arbitrarily with "interpolate"; what comes from outside is ground.
 *  @param degrees - clockwise on the screen */
export function rotate(square: Square, degrees: number, scratch: Scratch): Square {
  const { side } = square;
  const pixels = scratch.bytes("rotated", side * side);
  pixels.fill(255, 0, side * side);
  const radians = (-degrees * Math.PI) / 180;
  const [ca, sa] = [Math.cos(radians), Math.sin(radians)];
  const box = turnedBox(square, ca, sa);
  const centre = (side - 1) / 2;
  const fromX = centre * sa - centre * ca + centre;
  const fromY = -centre * sa - centre * ca + centre;
  for (let y = box.y0; y <= box.y1; y++) turnRow(square, y, [fromX - y * sa, fromY + y * ca, ca, sa], box, pixels);
  return { side, pixels, ...box };
}

type Box = Pick<Square, "x0" | "y0" | "x1" | "y1">;

/** Where the turned object can be: the box of the turned corners, and a pixel more. */
function turnedBox({ side, x0, y0, x1, y1 }: Square, ca: number, sa: number): Box {
  const centre = (side - 1) / 2;
  const [hx, hy] = [(x1 - x0) / 2, (y1 - y0) / 2];
  const [cx, cy] = [x0 + hx - centre, y0 + hy - centre];
  const [mx, my] = [centre + cx * ca + cy * sa, centre - cx * sa + cy * ca];
  const [rx, ry] = [Math.abs(hx * ca) + Math.abs(hy * sa) + 2, Math.abs(hx * sa) + Math.abs(hy * ca) + 2];
  const within = (v: number): number => Math.min(side - 1, Math.max(0, v));
  return {
    x0: within(Math.floor(mx - rx)),
    y0: within(Math.floor(my - ry)),
    x1: within(Math.ceil(mx + rx)),
    y1: within(Math.ceil(my + ry)),
  };
}

function turnRow(
  { side, pixels, x0, y0, x1, y1 }: Square,
  y: number,
  [rowX, rowY, ca, sa]: readonly [number, number, number, number],
  box: Box,
  out: Uint8Array,
): void {
  const limit = side - 1;
  const inner = side - 1.001;
  for (let x = box.x0; x <= box.x1; x++) {
    let xs = x * ca + rowX;
    let ys = x * sa + rowY;
    // Beyond a pixel around the object all four neighbours are ground.
    if (xs < x0 - 1 || xs > x1 + 1 || ys < y0 - 1 || ys > y1 + 1) continue;
    if (xs < -0.01 || xs >= side || ys < -0.01 || ys >= side) continue;
    if (xs < 0) xs = 0;
    if (xs >= limit) xs = inner;
    if (ys < 0) ys = 0;
    if (ys >= limit) ys = inner;
    const ix = Math.trunc(xs);
    const iy = Math.trunc(ys);
    const at = iy * side + ix;
    const a = pixels[at];
    const b = pixels[at + 1];
    const c = pixels[at + side];
    const d = pixels[at + side + 1];
    if (a === b && c === d && a === c) out[y * side + x] = a;
    else {
      const upper = a + (xs - ix) * (b - a);
      const lower = c + (xs - ix) * (d - c);
      out[y * side + x] = Math.trunc(upper + (ys - iy) * (lower - upper) + 0.5);
    }
  }
}

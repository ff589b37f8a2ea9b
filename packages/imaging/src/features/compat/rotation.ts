import type { Scratch } from "../shape/scratch.ts";

/** A square picture of an object: 0 object, 255 ground, greys in between where rotation mixes them. */
export type Square = { readonly side: number; readonly pixels: Uint8Array };

/** Turns a square about its middle, with bilinear interpolation, into another buffer.
 *  Source: ImageJ 1.41o, Rotate Arbitrarily with "interpolate"; what comes from outside is ground.
 *  @param degrees - clockwise on the screen */
export function rotate({ side, pixels }: Square, degrees: number, scratch: Scratch): Square {
  const out = scratch.bytes("rotated", side * side);
  const centre = (side - 1) / 2;
  const radians = (-degrees * Math.PI) / 180;
  const [ca, sa] = [Math.cos(radians), Math.sin(radians)];
  const [fromX, fromY] = [centre * sa - centre * ca + centre, -centre * sa - centre * ca + centre];
  const [limit, inner] = [side - 1, side - 1.001];
  for (let y = 0; y < side; y++) {
    const rowX = fromX - y * sa;
    const rowY = fromY + y * ca;
    const row = y * side;
    for (let x = 0; x < side; x++) {
      let xs = x * ca + rowX;
      let ys = x * sa + rowY;
      if (xs < -0.01 || xs >= side || ys < -0.01 || ys >= side) {
        out[row + x] = 255;
        continue;
      }
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
      if (a === b && c === d && a === c) out[row + x] = a;
      else {
        const upper = a + (xs - ix) * (b - a);
        const lower = c + (xs - ix) * (d - c);
        out[row + x] = Math.trunc(upper + (ys - iy) * (lower - upper) + 0.5);
      }
    }
  }
  return { side, pixels: out };
}

import type { Rng } from "@nauplius/domain";

/** Smooth noise in about -1..1 at pixel (x, y). */
export type Grain = (x: number, y: number) => number;

const side = 64;

/** Value noise of two octaves on a 64 x 64 lattice that repeats. */
export const createGrain = (rng: Rng, scale: number): Grain => {
  const lattice = Float32Array.from({ length: side * side }, () => 2 * rng.next() - 1);
  const octave = (u: number, v: number): number => {
    // coordinates are never negative
    const i = u | 0;
    const j = v | 0;
    const fu = u - i;
    const fv = v - j;
    const a = fu * fu * (3 - 2 * fu);
    const b = fv * fv * (3 - 2 * fv);
    const i0 = i & 63;
    const i1 = (i + 1) & 63;
    const j0 = (j & 63) * side;
    const j1 = ((j + 1) & 63) * side;
    const top = lattice[j0 + i0] + a * (lattice[j0 + i1] - lattice[j0 + i0]);
    const bottom = lattice[j1 + i0] + a * (lattice[j1 + i1] - lattice[j1 + i0]);
    return top + b * (bottom - top);
  };
  const f = 1 / Math.max(1, scale);
  return (x, y) => octave(x * f, y * f) + 0.6 * octave(2.3 * x * f + 17, 2.3 * y * f + 31);
};

import type { Rng } from "@nauplius/domain";

const length = 1 << 16;

/** A table of clipped normal noise; each row of an image reads it from its own place, so that strips of any height agree. */
export type RowNoise = (row: number) => { readonly table: Float32Array; readonly offset: number };

/** @param limit - largest absolute value   @param width - longest row */
export const createRowNoise = (rng: Rng, sd: number, limit: number, width: number): RowNoise => {
  const source = rng.fork("table");
  const table = new Float32Array(length + width);
  for (let i = 0; i < table.length; i++) table[i] = Math.min(limit, Math.max(-limit, source.normal(0, sd)));
  return (row) => ({ table, offset: rng.fork(row).uint32() & (length - 1) });
};

/** A smooth curve of about -1..1: a few slow waves. */
export const slowWave = (rng: Rng, waves: number): ((s: number) => number) => {
  const parts = Array.from({ length: 4 }, (_, k) => ({
    f: waves * (k + rng.uniform(0.5, 1.5)),
    phase: rng.uniform(0, 6.28),
    a: 1 / (k + 1.5),
  }));
  return (s) => parts.reduce((sum, p) => sum + p.a * Math.sin(p.phase + p.f * s * 2 * Math.PI), 0) * 0.7;
};

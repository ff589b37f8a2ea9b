import { Matrix } from "ml-matrix";
import type { Column } from "../statistics/quantile.ts";

export type Moments = { readonly mean: number; readonly sd: number };

/** Weighted mean and population standard deviation; 0 for a column that never varies. */
export function momentsOf(column: Column, weights: ArrayLike<number>, total: number): Moments {
  let mean = 0;
  for (let i = 0; i < column.length; i++) mean += weights[i] * column[i];
  mean /= total;
  let squares = 0;
  for (let i = 0; i < column.length; i++) squares += weights[i] * (column[i] - mean) ** 2;
  const sd = Math.sqrt(squares / total);
  // Rounding alone gives a constant column a spread of some ulps.
  return { mean, sd: sd <= 1e-12 * Math.abs(mean) ? 0 : sd };
}

/** Rows standardised at a time: 256 x 45 doubles stay in the cache. */
const BLOCK = 256;

/** Weighted correlation matrix in one pass over blocks of rows. */
export function correlationOf(
  columns: readonly Column[],
  weights: ArrayLike<number>,
  { moments, total }: { moments: readonly Moments[]; total: number },
): Matrix {
  const p = columns.length;
  const n = columns[0].length;
  const block = new Float64Array(BLOCK * p);
  const sums = new Float64Array(p * p);
  for (let from = 0; from < n; from += BLOCK) {
    const size = Math.min(BLOCK, n - from);
    for (let c = 0; c < p; c++) standardise(columns[c], moments[c], { from, size, out: block, at: c * BLOCK });
    for (let r = 0; r < size; r++) {
      const root = Math.sqrt(weights[from + r]);
      for (let at = r; at < p * BLOCK; at += BLOCK) block[at] *= root;
    }
    addProducts(block, sums, p, size);
  }
  const matrix = new Matrix(p, p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      const r = i === j ? 1 : sums[i * p + j] / total;
      matrix.set(i, j, r);
      matrix.set(j, i, r);
    }
  }
  return matrix;
}

type Span = { readonly from: number; readonly size: number; readonly out: Float64Array; readonly at: number };

function standardise(column: Column, { mean, sd }: Moments, { from, size, out, at }: Span): void {
  const scale = 1 / sd;
  for (let r = 0; r < size; r++) out[at + r] = (column[from + r] - mean) * scale;
}

/** Adds the scalar products of the block's columns, two by two so that one read serves two sums. */
function addProducts(block: Float64Array, sums: Float64Array, p: number, size: number): void {
  for (let i = 0; i < p; i++) {
    const a = i * BLOCK;
    for (let j = 0; j < i; j += 2) {
      const b = j * BLOCK;
      const c = Math.min(j + 1, i) * BLOCK;
      let first = 0;
      let second = 0;
      for (let r = 0; r < size; r++) {
        const x = block[a + r];
        first += x * block[b + r];
        second += x * block[c + r];
      }
      sums[i * p + j] += first;
      if (j + 1 < i) sums[i * p + j + 1] += second;
    }
  }
}

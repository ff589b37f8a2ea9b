import { EigenvalueDecomposition } from "ml-matrix";
import type { Column } from "../statistics/quantile.ts";
import { correlationOf, momentsOf } from "./correlation.ts";

/** Principal components of a weighted correlation matrix; plain JSON, enough to place new individuals. */
export type Pca = {
  readonly features: readonly string[];
  /** Weighted means and population standard deviations of the features. */
  readonly means: readonly number[];
  readonly sds: readonly number[];
  /** Descending; their sum is the number of features. */
  readonly eigenvalues: readonly number[];
  /** One unit vector an axis, as long as there are features; the largest entry of each is positive. */
  readonly vectors: readonly (readonly number[])[];
};

/**
 * PCA of features (columns without gaps) with a weight an individual, as FactoMineR's `PCA(row.w =)`: centred by weighted means,
 * scaled by weighted population standard deviations. Throws where a feature never varies or all weights are 0.
 */
export function weightedPca(features: readonly string[], columns: readonly Column[], weights: ArrayLike<number>): Pca {
  const total = sumOf(weights, columns[0]?.length ?? 0);
  if (columns.length === 0) throw new RangeError("a space needs at least one feature that varies");
  const moments = columns.map((column) => momentsOf(column, weights, total));
  const still = moments.findIndex(({ sd }) => !(sd > 0));
  if (still >= 0) throw new RangeError(`feature ${features[still]} does not vary among individuals that have weight`);
  const correlation = correlationOf(columns, weights, { moments, total });
  const decomposed = new EigenvalueDecomposition(correlation, { assumeSymmetric: true });
  const p = columns.length;
  // The library gives eigenvalues ascending.
  const order = Array.from({ length: p }, (_, axis) => p - 1 - axis);
  return {
    features: [...features],
    means: moments.map(({ mean }) => mean),
    sds: moments.map(({ sd }) => sd),
    eigenvalues: order.map((axis) => Math.max(0, decomposed.realEigenvalues[axis])),
    vectors: order.map((axis) => withSign(decomposed.eigenvectorMatrix.getColumn(axis))),
  };
}

function sumOf(weights: ArrayLike<number>, n: number): number {
  if (weights.length !== n) throw new RangeError(`got ${weights.length} weights, expected ${n}, one an individual`);
  let total = 0;
  for (let i = 0; i < n; i++) {
    if (!(weights[i] >= 0 && weights[i] < Number.POSITIVE_INFINITY))
      throw new RangeError(`weight of individual ${i}: got ${weights[i]}, expected a number from 0 up`);
    total += weights[i];
  }
  if (!(total > 0)) throw new RangeError("all weights are 0");
  return total;
}

/** Eigenvectors have no sign of their own: the entry of largest size is made positive, the first one of equals. */
function withSign(vector: readonly number[]): number[] {
  let largest = 0;
  for (let i = 1; i < vector.length; i++) if (Math.abs(vector[i]) > Math.abs(vector[largest]) * (1 + 1e-9)) largest = i;
  return vector[largest] < 0 ? vector.map((value) => -value) : [...vector];
}

/** Coordinates of individuals on the first axes, row-major. Columns in the order of the features, without gaps. */
export function project(pca: Pca, columns: readonly Column[], axes: number): Float64Array {
  const n = columns[0].length;
  const coordinates = new Float64Array(n * axes);
  for (const [c, column] of columns.entries()) {
    for (let axis = 0; axis < axes; axis++) {
      const scale = pca.vectors[axis][c] / pca.sds[c];
      const mean = pca.means[c];
      for (let i = 0, at = axis; i < n; i++, at += axes) coordinates[at] += (column[i] - mean) * scale;
    }
  }
  return coordinates;
}

/** Share of the variance on each axis, per cent. */
export function percents(pca: Pca): number[] {
  const total = pca.eigenvalues.reduce((sum, value) => sum + value, 0);
  return pca.eigenvalues.map((value) => (100 * value) / total);
}

/** Correlation of each feature with an axis: the arrow's end on the correlation circle. */
export const loadings = (pca: Pca, axis: number): number[] => pca.vectors[axis].map((value) => value * Math.sqrt(pca.eigenvalues[axis]));

/** Axes that carry more than one feature's variance (Kaiser and Guttman), at least one and at most `most`. */
export const kaiserAxes = (pca: Pca, most: number): number =>
  Math.max(1, Math.min(most, pca.eigenvalues.filter((value) => value > 1).length));

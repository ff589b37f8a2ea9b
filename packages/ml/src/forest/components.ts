/** Principal components: y = (x - mean) V with V [length, count], columns by falling variance. */
export type Components = { readonly mean: Float32Array; readonly vectors: Float32Array };

type Matrix = { readonly values: Float32Array; readonly rows: number; readonly columns: number };

/** Components of the covariance of the rows, by cyclic Jacobi rotations (Golub and Van Loan, 8.5). Signs are such that the
 *  largest element of each is positive. Fewer rows than wanted components give rows - 1. */
export function principalComponents({ values, rows, columns }: Matrix, wanted: number): Components {
  const mean = new Float64Array(columns);
  for (let row = 0; row < rows; row++)
    for (let c = 0; c < columns; c++) mean[c] = (mean[c] as number) + (values[row * columns + c] as number) / rows;
  const covariance = new Float64Array(columns * columns);
  const centred = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c++) centred[c] = (values[row * columns + c] as number) - (mean[c] as number);
    for (let a = 0; a < columns; a++) {
      const factor = (centred[a] as number) / Math.max(1, rows - 1);
      for (let b = a; b < columns; b++)
        covariance[a * columns + b] = (covariance[a * columns + b] as number) + factor * (centred[b] as number);
    }
  }
  for (let a = 0; a < columns; a++) for (let b = 0; b < a; b++) covariance[a * columns + b] = covariance[b * columns + a] as number;
  const eigen = jacobi(covariance, columns);
  const order = Array.from({ length: columns }, (_, c) => c).toSorted((a, b) => (eigen.values[b] as number) - (eigen.values[a] as number));
  const count = Math.max(1, Math.min(wanted, columns, rows - 1));
  const vectors = new Float32Array(columns * count);
  for (const [to, from] of order.slice(0, count).entries()) {
    let largest = 0;
    for (let c = 0; c < columns; c++) {
      const element = eigen.vectors[c * columns + from] as number;
      if (Math.abs(element) > Math.abs(largest)) largest = element;
    }
    for (let c = 0; c < columns; c++) vectors[c * count + to] = (eigen.vectors[c * columns + from] as number) * Math.sign(largest || 1);
  }
  return { mean: Float32Array.from(mean), vectors };
}

/** Coordinates of rows on the components: [rows, count]. */
export function project({ values, rows, columns }: Matrix, { mean, vectors }: Components): Float32Array {
  const count = vectors.length / columns;
  const result = new Float32Array(rows * count);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c++) {
      const centred = (values[row * columns + c] as number) - (mean[c] as number);
      for (let k = 0; k < count; k++) {
        result[row * count + k] = (result[row * count + k] as number) + centred * (vectors[c * count + k] as number);
      }
    }
  }
  return result;
}

function jacobi(matrix: Float64Array, n: number) {
  const a = matrix.slice();
  const vectors = Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
  const at = (row: number, column: number): number => a[row * n + column] as number;
  const total = a.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += at(p, q) ** 2;
    if (off <= 1e-20 * total) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(p, q);
  }
  return { values: Float64Array.from({ length: n }, (_, i) => at(i, i)), vectors };

  function rotate(p: number, q: number): void {
    const between = at(p, q);
    if (Math.abs(between) < 1e-300) return;
    const theta = (at(q, q) - at(p, p)) / (2 * between);
    const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
    const c = 1 / Math.hypot(t, 1);
    const s = t * c;
    for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q, { c, s });
    for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k, { c, s });
    for (let k = 0; k < n; k++) turn(vectors, k * n + p, k * n + q, { c, s });
  }
}

function turn(values: Float64Array, i: number, j: number, { c, s }: { c: number; s: number }): void {
  const [x, y] = [values[i] as number, values[j] as number];
  values[i] = c * x - s * y;
  values[j] = s * x + c * y;
}

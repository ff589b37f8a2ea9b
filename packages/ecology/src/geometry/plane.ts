/**
 * The hyperplane through `dims` points: unit normal into `normal`, offset returned (normal . x = offset on it).
 * Gaussian elimination with full pivoting over the edge vectors; NaN where the points do not span a plane.
 */
export function planeThrough(points: Float64Array, dims: number, vertices: ArrayLike<number>, normal: Float64Array): number {
  const rows = dims - 1;
  const edges = new Float64Array(rows * dims);
  const base = vertices[0] * dims;
  for (let r = 0; r < rows; r++) {
    const at = vertices[r + 1] * dims;
    for (let c = 0; c < dims; c++) edges[r * dims + c] = points[at + c] - points[base + c];
  }
  const order = Array.from({ length: dims }, (_, c) => c);
  for (let r = 0; r < rows; r++) if (!pivot(edges, order, { r, rows, dims })) return Number.NaN;
  normal[order[rows]] = 1;
  for (let r = rows - 1; r >= 0; r--) {
    let sum = 0;
    for (let c = r + 1; c < dims; c++) sum -= edges[r * dims + order[c]] * normal[order[c]];
    normal[order[r]] = sum / edges[r * dims + order[r]];
  }
  let norm = 0;
  for (let c = 0; c < dims; c++) norm += normal[c] * normal[c];
  norm = Math.sqrt(norm);
  let offset = 0;
  for (let c = 0; c < dims; c++) {
    normal[c] /= norm;
    offset += normal[c] * points[base + c];
  }
  return offset;
}

/** Brings the largest entry left to the diagonal (columns through `order`) and clears what is below; false when none is left. */
function pivot(edges: Float64Array, order: number[], at: { r: number; rows: number; dims: number }): boolean {
  const { r, rows, dims } = at;
  let best = 0;
  let [bestRow, bestColumn] = [r, r];
  for (let i = r; i < rows; i++) {
    for (let c = r; c < dims; c++) {
      const size = Math.abs(edges[i * dims + order[c]]);
      if (size > best) [best, bestRow, bestColumn] = [size, i, c];
    }
  }
  if (best === 0) return false;
  [order[r], order[bestColumn]] = [order[bestColumn], order[r]];
  for (let c = 0; c < dims; c++) {
    const swapped = edges[r * dims + c];
    edges[r * dims + c] = edges[bestRow * dims + c];
    edges[bestRow * dims + c] = swapped;
  }
  for (let i = r + 1; i < rows; i++) {
    const factor = edges[i * dims + order[r]] / edges[r * dims + order[r]];
    for (let c = r; c < dims; c++) edges[i * dims + order[c]] -= factor * edges[r * dims + order[c]];
  }
  return true;
}

/** |determinant| of `dims` row vectors, destroyed on the way. */
export function absoluteDeterminant(rows: Float64Array, dims: number): number {
  const order = Array.from({ length: dims }, (_, c) => c);
  let product = 1;
  for (let r = 0; r < dims; r++) {
    if (!pivot(rows, order, { r, rows: dims, dims })) return 0;
    product *= rows[r * dims + order[r]];
  }
  return Math.abs(product);
}

/** Individuals to be cut into morphs: coordinates row-major, a weight each (what it stands for). */
export type Problem = { readonly points: Float64Array; readonly dims: number; readonly weights: Float64Array };

/** A checked problem whose rows are padded with zeros to a multiple of four: distances stay, and loops run four at a time. */
export type Rows = { readonly points: Float64Array; readonly stride: number; readonly weights: Float64Array };

/** Throws, with what was got and what was expected, where a problem cannot be cut into k morphs. */
export function rowsOf({ points, dims, weights }: Problem, k: number): Rows {
  const n = points.length / dims;
  if (!Number.isInteger(n) || weights.length !== n)
    throw new RangeError(`got ${points.length} coordinates and ${weights.length} weights, expected ${dims} and 1 an individual`);
  if (!(Number.isInteger(k) && k >= 1 && k <= 65_535)) throw new RangeError(`got k = ${k}, expected a whole number from 1 to 65535`);
  if (n < k) throw new RangeError(`got ${n} individuals for ${k} morphs, expected at least as many individuals`);
  for (let i = 0; i < n; i++)
    if (!(weights[i] >= 0)) throw new RangeError(`weight of individual ${i}: got ${weights[i]}, expected 0 or more`);
  if (!weights.some((weight) => weight > 0)) throw new RangeError("no individual has weight");
  for (let i = 0; i < points.length; i++)
    if (points[i] - points[i] !== 0)
      throw new RangeError(`individual ${Math.floor(i / dims)}: got a coordinate ${points[i]}, expected a number`);
  const stride = Math.ceil(dims / 4) * 4;
  return { points: stride === dims ? points : restride(points, dims, stride), stride, weights };
}

/** Copies rows of one width into rows of another, padded with zeros or cut. */
export function restride(points: Float64Array, from: number, to: number): Float64Array {
  const n = points.length / from;
  const copied = new Float64Array(n * to);
  for (let i = 0; i < n; i++) for (let c = 0; c < Math.min(from, to); c++) copied[i * to + c] = points[i * from + c];
  return copied;
}

/** Some of the rows. */
export function pickRows({ points, stride, weights }: Rows, chosen: Int32Array): Rows {
  const picked = { points: new Float64Array(chosen.length * stride), stride, weights: new Float64Array(chosen.length) };
  for (let i = 0; i < chosen.length; i++) {
    picked.weights[i] = weights[chosen[i]];
    for (let c = 0; c < stride; c++) picked.points[i * stride + c] = points[chosen[i] * stride + c];
  }
  return picked;
}

/** Squared distance between two padded rows. */
export function squaredDistance(a: Float64Array, at: number, b: Float64Array, to: number, stride: number): number {
  const d0 = a[at] - b[to];
  const d1 = a[at + 1] - b[to + 1];
  const d2 = a[at + 2] - b[to + 2];
  const d3 = a[at + 3] - b[to + 3];
  const first = d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
  return stride > 4 ? first + squaredBeyond4(a, at, b, to, stride) : first;
}

/** The share of the coordinates from the fifth on. */
export function squaredBeyond4(a: Float64Array, at: number, b: Float64Array, to: number, stride: number): number {
  let sum = 0;
  for (let c = 4; c < stride; c++) sum += (a[at + c] - b[to + c]) ** 2;
  return sum;
}

/** Weighted sum of squared distances to the common mean: what one cluster would cost. */
export function totalSquares({ points, dims, weights }: Problem): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  let sum = 0;
  for (let c = 0; c < dims; c++) {
    let mean = 0;
    for (let i = 0; i < weights.length; i++) mean += weights[i] * points[i * dims + c];
    mean /= total;
    for (let i = 0; i < weights.length; i++) sum += weights[i] * (points[i * dims + c] - mean) ** 2;
  }
  return sum;
}

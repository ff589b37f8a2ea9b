import { cornersOf } from "./corners.ts";
import { absoluteDeterminant } from "./plane.ts";
import { type Facet, growHull } from "./quickhull.ts";
import { firstSimplex } from "./simplex.ts";

export type Hull = {
  /** Volume in the unit of the coordinates to the power of their number: a length, an area, a volume, a 4-volume. */
  readonly volume: number;
  /** Indices of the points at the corners, ascending. */
  readonly vertices: Int32Array;
  /** One row a facet: `dims` numbers of the outward normal, then the offset; inside, normal . x <= offset. */
  readonly planes: Float64Array;
};

/**
 * Convex hull of n points (row-major, n x dims), of any number of dimensions.
 * Null where they span fewer dimensions: at most `dims` points, or all in one flat (to 1e-10 of their range).
 */
export function convexHull(points: Float64Array, dims: number): Hull | null {
  const n = points.length / dims;
  const low = new Float64Array(dims).fill(Number.POSITIVE_INFINITY);
  const range = new Float64Array(dims).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < points.length; i++) {
    const c = i % dims;
    if (!Number.isFinite(points[i]))
      throw new RangeError(`convexHull: got ${points[i]} at point ${(i - c) / dims}, expected finite coordinates`);
    low[c] = Math.min(low[c], points[i]);
    range[c] = Math.max(range[c], points[i]);
  }
  for (let c = 0; c < dims; c++) range[c] -= low[c];
  if (n <= dims || range.some((r) => !(r > 0))) return null;
  if (dims === 1) return interval(points, low[0], range[0]);
  // In the unit box one tolerance fits all axes, and the volume only needs the product of the ranges.
  const unit = points.map((value, i) => (value - low[i % dims]) / range[i % dims]);
  const simplex = firstSimplex(unit, dims, 1e-10);
  if (simplex === null) return null;
  const inner = new Float64Array(dims);
  for (const point of simplex) for (let c = 0; c < dims; c++) inner[c] += unit[point * dims + c] / simplex.length;
  const facets = growHull({ points: unit, dims, inner, tolerance: 1e-12 * dims }, simplex);
  const unitVolume = facets.reduce((sum, facet) => sum + coneVolume(unit, dims, facet, inner), 0);
  return {
    volume: range.reduce((product, r) => product * r, unitVolume),
    vertices: cornersOf(facets, dims),
    planes: planesOf(facets, low, range),
  };
}

function interval(points: Float64Array, low: number, range: number): Hull {
  let [first, last] = [0, 0];
  for (let i = 1; i < points.length; i++) {
    if (points[i] < points[first]) first = i;
    if (points[i] > points[last]) last = i;
  }
  return { volume: range, vertices: Int32Array.of(first, last).sort(), planes: Float64Array.of(1, low + range, -1, -low) };
}

/** The simplex from the inner point to a facet: |det| / dims!. */
function coneVolume(points: Float64Array, dims: number, facet: Facet, inner: Float64Array): number {
  const rows = new Float64Array(dims * dims);
  let factorial = 1;
  for (let r = 0; r < dims; r++) {
    factorial *= r + 1;
    for (let c = 0; c < dims; c++) rows[r * dims + c] = points[facet.vertices[r] * dims + c] - inner[c];
  }
  return absoluteDeterminant(rows, dims) / factorial;
}

/** Planes of the unit box, back in the coordinates given, with unit normals. */
function planesOf(facets: readonly Facet[], low: Float64Array, range: Float64Array): Float64Array {
  const dims = low.length;
  const planes = new Float64Array(facets.length * (dims + 1));
  for (const [f, facet] of facets.entries()) {
    let norm = 0;
    for (let c = 0; c < dims; c++) norm += (facet.normal[c] / range[c]) ** 2;
    norm = Math.sqrt(norm);
    let offset = facet.offset;
    for (let c = 0; c < dims; c++) {
      planes[f * (dims + 1) + c] = facet.normal[c] / range[c] / norm;
      offset += (facet.normal[c] / range[c]) * low[c];
    }
    planes[f * (dims + 1) + dims] = offset / norm;
  }
  return planes;
}

/** How far a point lies outside a hull: the largest distance above one of its planes, 0 or less inside. */
export function heightAbove(planes: ArrayLike<number>, point: ArrayLike<number>, from = 0, dims = point.length): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < planes.length; at += dims + 1) {
    let sum = -planes[at + dims];
    for (let c = 0; c < dims; c++) sum += planes[at + c] * point[from + c];
    if (sum > highest) highest = sum;
  }
  return highest;
}

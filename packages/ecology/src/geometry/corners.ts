import type { Facet } from "./quickhull.ts";

/** Normals that differ by less than this are those of one face. */
const SAME = 1e-8;

/**
 * The corners among the vertices of a triangulated hull: a vertex inside a face or an edge of it (tied or gridded coordinates)
 * touches facets whose normals span fewer dimensions than the space.
 */
export function cornersOf(facets: readonly Facet[], dims: number): Int32Array {
  const bases = new Map<number, Float64Array[]>();
  const rest = new Float64Array(dims);
  for (const { vertices, normal } of facets) {
    for (const vertex of vertices) {
      const basis = bases.get(vertex) ?? [];
      bases.set(vertex, basis);
      if (basis.length === dims) continue;
      rest.set(normal);
      for (const direction of basis) subtract(rest, direction);
      const norm = Math.hypot(...rest);
      if (norm > SAME) basis.push(rest.map((value) => value / norm));
    }
  }
  return Int32Array.from([...bases].flatMap(([vertex, basis]) => (basis.length === dims ? [vertex] : []))).sort();
}

function subtract(rest: Float64Array, direction: Float64Array): void {
  let along = 0;
  for (let c = 0; c < rest.length; c++) along += rest[c] * direction[c];
  for (let c = 0; c < rest.length; c++) rest[c] -= along * direction[c];
}

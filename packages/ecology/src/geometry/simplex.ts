/**
 * `dims` + 1 points that span the space, each the farthest from the flat of those before it; null where the points lie in a
 * flat of fewer dimensions (within `tolerance`, in the unit of the points).
 */
export function firstSimplex(points: Float64Array, dims: number, tolerance: number): number[] | null {
  const n = points.length / dims;
  if (n <= dims) return null;
  let start = 0;
  for (let i = 1; i < n; i++) if (points[i * dims] < points[start * dims]) start = i;
  // What is left of each point after projection on the flat's directions found so far.
  const rest = new Float64Array(points.length);
  for (let i = 0; i < rest.length; i++) rest[i] = points[i] - points[start * dims + (i % dims)];
  const chosen = [start];
  const direction = new Float64Array(dims);
  while (chosen.length <= dims) {
    const far = farthest(rest, dims);
    if (!(far.distance > tolerance)) return null;
    chosen.push(far.index);
    for (let c = 0; c < dims; c++) direction[c] = rest[far.index * dims + c] / far.distance;
    for (let i = 0; i < n; i++) {
      let along = 0;
      for (let c = 0; c < dims; c++) along += rest[i * dims + c] * direction[c];
      for (let c = 0; c < dims; c++) rest[i * dims + c] -= along * direction[c];
    }
  }
  return chosen;
}

function farthest(rest: Float64Array, dims: number): { index: number; distance: number } {
  let index = 0;
  let largest = -1;
  for (let i = 0; i < rest.length / dims; i++) {
    let squared = 0;
    for (let c = 0; c < dims; c++) squared += rest[i * dims + c] ** 2;
    if (squared > largest) [index, largest] = [i, squared];
  }
  return { index, distance: Math.sqrt(largest) };
}

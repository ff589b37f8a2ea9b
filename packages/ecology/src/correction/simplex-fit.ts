import { LuDecomposition, Matrix, solve } from "ml-matrix";

/**
 * Least squares min |A x - y|^2 with x >= 0 and sum x = `total`: an active set in the manner of Lawson and Hanson (1974), with the sum as
 * an equation. `a` row-major, m x k. Exact up to rounding; for tens of classes. A solution of a like problem as `start` saves rounds.
 */
export function simplexFit(a: Float64Array, k: number, y: ArrayLike<number>, total: number, start?: Float64Array): Float64Array {
  const m = y.length;
  const gram = new Float64Array(k * k);
  const right = new Float64Array(k);
  for (let r = 0; r < m; r++) {
    for (let i = 0; i < k; i++) {
      const own = a[r * k + i] ?? 0;
      right[i] = (right[i] ?? 0) + own * (y[r] ?? 0);
      for (let j = 0; j < k; j++) gram[i * k + j] = (gram[i * k + j] ?? 0) + own * (a[r * k + j] ?? 0);
    }
  }
  const begun = start?.reduce((sum, value) => sum + value, 0) ?? 0;
  let x = start !== undefined && begun > 0 ? start.map((value) => (value * total) / begun) : new Float64Array(k).fill(total / k);
  const free = new Set(Array.from(x.keys()).filter((i) => (x[i] ?? 0) > 0));
  for (let round = 0; round < 10 * k + 10; round++) {
    const { solution, multiplier } = solveFree(gram, right, k, [...free], total);
    const at = (values: Float64Array, i: number): number => values[i] ?? 0;
    const falling = [...free].filter((i) => at(solution, i) < -1e-12 * total);
    if (falling.length > 0) {
      // As far towards the solution as all stay positive; who reaches 0 first leaves.
      const step = Math.min(...falling.map((i) => at(x, i) / (at(x, i) - at(solution, i))));
      x = x.map((value, i) => (free.has(i) ? value + step * (at(solution, i) - value) : 0));
      for (const i of falling) if (at(x, i) <= 1e-12 * total) free.delete(i);
      continue;
    }
    x = solution.map((value) => Math.max(0, value));
    // Who is out and would lower the sum of squares most comes back.
    const gain = (i: number): number =>
      at(right, i) - gram.subarray(i * k, (i + 1) * k).reduce((sum, g, j) => sum + g * at(x, j), 0) + multiplier;
    const outside = Array.from({ length: k }, (_, i) => i).filter((i) => !free.has(i) && gain(i) > 1e-9 * Math.max(1, total));
    if (outside.length === 0) return x;
    free.add(outside.reduce((best, i) => (gain(i) > gain(best) ? i : best)));
  }
  return x;
}

/** The equation-constrained solution among the free ones: normal equations bordered by the sum. */
function solveFree(gram: Float64Array, right: Float64Array, k: number, free: readonly number[], total: number) {
  const n = free.length;
  const left = Matrix.zeros(n + 1, n + 1);
  const b = Matrix.zeros(n + 1, 1);
  for (const [i, p] of free.entries()) {
    for (const [j, q] of free.entries()) left.set(i, j, gram[p * k + q] ?? 0);
    left.set(i, n, 1);
    left.set(n, i, 1);
    b.set(i, 0, right[p] ?? 0);
  }
  b.set(n, 0, total);
  // Classes that look alike make the equations singular: only then the slower SVD.
  const factors = new LuDecomposition(left);
  const solved = factors.isSingular() ? solve(left, b, true) : factors.solve(b);
  const solution = new Float64Array(k);
  for (const [i, p] of free.entries()) solution[p] = solved.get(i, 0);
  return { solution, multiplier: -solved.get(n, 0) };
}

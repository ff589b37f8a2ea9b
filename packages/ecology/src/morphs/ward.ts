/** Two groups joined: points are 0 to n - 1, the group made by step s is n + s. `height` is Ward's distance as R's ward.D2 gives it. */
export type Merge = { readonly a: number; readonly b: number; readonly height: number };

/**
 * Ward's agglomeration of n points (row-major): each step joins the two groups whose union adds least to the sum of squares.
 * `masses` weighs the points, 1 each by default (as published, on morph centres: R's hclust(method = "ward.D2")); with the morphs' masses
 * it is the tree of the individuals given the morphs. Cubic in n: for morph centres, not for individuals.
 */
export function wardTree(points: Float64Array, dims: number, masses?: ArrayLike<number>): Merge[] {
  const n = points.length / dims;
  const mass = Float64Array.from({ length: n }, (_, i) => masses?.[i] ?? 1);
  const id = Int32Array.from({ length: n }, (_, i) => i);
  const cost = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let squared = 0;
      for (let c = 0; c < dims; c++) squared += (points[i * dims + c] - points[j * dims + c]) ** 2;
      cost[i * n + j] = cost[j * n + i] = (2 * mass[i] * mass[j] * squared) / (mass[i] + mass[j]);
    }
  }
  const alive = Array.from(id);
  const merges: Merge[] = [];
  while (alive.length > 1) {
    const [a, b] = cheapest(cost, n, alive);
    merges.push({ a: Math.min(id[a], id[b]), b: Math.max(id[a], id[b]), height: Math.sqrt(cost[a * n + b]) });
    const joined = cost[a * n + b];
    for (const other of alive) {
      if (other === a || other === b) continue;
      // Lance and Williams' recurrence for Ward.
      const all = mass[a] + mass[b] + mass[other];
      const next =
        ((mass[a] + mass[other]) * cost[a * n + other] + (mass[b] + mass[other]) * cost[b * n + other] - mass[other] * joined) / all;
      cost[a * n + other] = cost[other * n + a] = next;
    }
    mass[a] += mass[b];
    id[a] = n + merges.length - 1;
    alive.splice(alive.indexOf(b), 1);
  }
  return merges;
}

function cheapest(cost: Float64Array, n: number, alive: readonly number[]): [number, number] {
  let pair: [number, number] = [alive[0], alive[1]];
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < alive.length; i++) {
    for (let j = 0; j < i; j++) {
      const value = cost[alive[i] * n + alive[j]];
      if (value < least) {
        least = value;
        pair = [alive[j], alive[i]];
      }
    }
  }
  return pair;
}

/** The tree cut into `groups`: a group number for each point, numbered by their first point. */
export function cutTree(merges: readonly Merge[], groups: number): Int32Array {
  const n = merges.length + 1;
  if (!(groups >= 1 && groups <= n)) throw new RangeError(`got ${groups} groups, expected from 1 to ${n}`);
  const parent = Int32Array.from({ length: 2 * n - 1 }, (_, i) => i);
  for (const [step, { a, b }] of merges.slice(0, n - groups).entries()) parent[a] = parent[b] = n + step;
  const rootOf = (node: number): number => (parent[node] === node ? node : rootOf(parent[node]));
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: n }, (_, i) => {
    const root = rootOf(i);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return number;
  });
}

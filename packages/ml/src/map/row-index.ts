import type { Random } from "../rng.ts";

/** Rows of numbers, one behind the other: [n, length]. */
export type Rows = { readonly values: Float32Array; readonly length: number };

/** Some rows of a table, in lists around pivots: neighbours are looked for in the lists that lie nearest, not everywhere. */
export type RowIndex = {
  readonly of: Rows;
  readonly pivots: readonly number[];
  /** Rows of each pivot's list. */
  readonly lists: readonly (readonly number[])[];
};

export type Near = { readonly rows: number[]; readonly distances: number[] };

/** Lists that are looked into. More find more of the neighbours and take longer. */
const probes = 12;

/** Euclidean distance, squared, of two rows of two tables of one length. */
function apart({ values: a, length }: Rows, row: number, { values: b }: Rows, other: number): number {
  let sum = 0;
  for (let i = row * length, j = other * length, end = i + length; i < end; i++, j++) {
    const difference = (a[i] as number) - (b[j] as number);
    sum += difference * difference;
  }
  return sum;
}

/** Puts one among the `most` smallest, which stay sorted. */
function keepNear({ rows, distances }: Near, most: number, row: number, distance: number): void {
  if (rows.length === most && distance >= (distances[most - 1] as number)) return;
  let at = rows.length === most ? most - 1 : rows.length;
  for (; at > 0 && (distances[at - 1] as number) > distance; at--) {
    rows[at] = rows[at - 1] as number;
    distances[at] = distances[at - 1] as number;
  }
  [rows[at], distances[at]] = [row, distance];
}

/** About the square root of their number are pivots, drawn at random; each row joins the list of the nearest. */
export function indexRows(of: Rows, rows: readonly number[], random: Random): RowIndex {
  const wanted = Math.max(1, Math.round(Math.sqrt(rows.length)));
  const left = [...rows];
  const pivots = Array.from({ length: wanted }, (_, i) => {
    const at = i + Math.floor(random.next() * (left.length - i));
    [left[i], left[at]] = [left[at] as number, left[i] as number];
    return left[i] as number;
  });
  const lists: number[][] = pivots.map(() => []);
  for (const row of rows) lists[nearestPivots({ of, pivots, lists }, of, row, 1)[0] ?? 0]?.push(row);
  return { of, pivots, lists };
}

function nearestPivots({ of, pivots }: RowIndex, table: Rows, row: number, most: number): number[] {
  const near: Near = { rows: [], distances: [] };
  for (const [at, pivot] of pivots.entries()) keepNear(near, most, at, apart(table, row, of, pivot));
  return near.rows;
}

/** The `most` rows of an index that lie nearest to a row of a table, nearest first, with their distances: nearly always all of the true ones.
 *  The row itself, where the index holds it, is among them. */
export function nearRows(index: RowIndex, table: Rows, row: number, most: number): Near {
  const near: Near = { rows: [], distances: [] };
  const order = nearestPivots(index, table, row, index.pivots.length <= probes ? index.pivots.length : Math.max(probes, most));
  for (const [seen, pivot] of order.entries()) {
    if (seen >= probes && near.rows.length >= most) break;
    for (const other of index.lists[pivot] ?? []) keepNear(near, most, other, apart(table, row, index.of, other));
  }
  return { rows: near.rows, distances: near.distances.map(Math.sqrt) };
}

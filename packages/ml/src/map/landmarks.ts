import type { Random } from "../rng.ts";
import { nearRows, type RowIndex, type Rows } from "./row-index.ts";

/** At most `most` of n rows, drawn at random, in their order. */
export function drawLandmarks(n: number, most: number, random: Random): number[] {
  const drawn: number[] = [];
  for (let row = 0; row < n && drawn.length < most; row++) if (random.next() * (n - row) < most - drawn.length) drawn.push(row);
  return drawn;
}

type Laid = {
  /** Of the landmarks, by the rows that were laid out. */
  readonly index: RowIndex;
  /** Where each of them lies: [landmarks, 2], in the order of `rows`. */
  readonly places: Float32Array;
  readonly rows: readonly number[];
};

/** Landmarks among which a row is placed. */
const amongst = 5;
/** Of the width of the map: landmarks farther from the nearest one belong to another group, and nothing is put between two groups. */
const together = 0.04;

/** Places of all rows [n, 2]: landmarks where they lie, every other row amid those of its nearest landmarks that lie together, the nearer the more. */
export function placeAmong(table: Rows, { index, places, rows }: Laid): Float32Array {
  const n = table.values.length / table.length;
  const result = new Float32Array(2 * n);
  const at = new Map(rows.map((row, i) => [row, i]));
  const reach = together * widthOf(places);
  for (let row = 0; row < n; row++) {
    const own = at.get(row);
    const near = own === undefined ? nearRows(index, table, row, amongst) : { rows: [row], distances: [0] };
    const first = at.get(near.rows[0] ?? -1) ?? 0;
    const [x0, y0] = [places[2 * first] as number, places[2 * first + 1] as number];
    let [x, y, weights] = [0, 0, 0];
    for (const [i, other] of near.rows.entries()) {
      const there = at.get(other) ?? first;
      const [ox, oy] = [places[2 * there] as number, places[2 * there + 1] as number];
      if (Math.hypot(ox - x0, oy - y0) > reach) continue;
      const weight = 1 / (1e-6 + (near.distances[i] as number));
      [x, y, weights] = [x + weight * ox, y + weight * oy, weights + weight];
    }
    result[2 * row] = x / weights;
    result[2 * row + 1] = y / weights;
  }
  return result;
}

function widthOf(places: Float32Array): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < places.length; i += 2) {
    if ((places[i] as number) < low) low = places[i] as number;
    if ((places[i] as number) > high) high = places[i] as number;
  }
  return Math.max(0, high - low);
}

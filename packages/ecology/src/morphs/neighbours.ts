import { squaredDistance } from "./rows.ts";

/** The other centres around each centre, nearest first: what bounds a search. */
export type Neighbours = {
  /** k rows of k - 1 centres, and their distances. */
  readonly order: Uint16Array;
  readonly distance: Float64Array;
};

export function makeNeighbours(k: number): Neighbours {
  const order = new Uint16Array(k * (k - 1));
  for (let j = 0; j < k; j++) for (let r = 0; r < k - 1; r++) order[j * (k - 1) + r] = r < j ? r : r + 1;
  return { order, distance: new Float64Array(k * (k - 1)) };
}

/** Measures and sorts again after centres moved; insertion sort, since the order hardly changes from one iteration to the next. */
export function updateNeighbours({ order, distance }: Neighbours, centres: Float64Array, stride: number, k: number): void {
  const width = k - 1;
  for (let j = 0; j < k; j++) {
    const row = j * width;
    for (let r = 0; r < width; r++) {
      const other = order[row + r];
      const d = Math.sqrt(squaredDistance(centres, j * stride, centres, other * stride, stride));
      let at = row + r;
      while (at > row && distance[at - 1] > d) {
        distance[at] = distance[at - 1];
        order[at] = order[at - 1];
        at--;
      }
      distance[at] = d;
      order[at] = other;
    }
  }
}

import type { Runs } from "./component.ts";

/** Linked lists of runs in one growing memory; what a list gives back the next one takes. */
export type RunLists = {
  /** A new list of one run: its node is both head and tail. */
  readonly start: (row: number, from: number, to: number) => number;
  /** Adds a run behind the tail and answers the new tail. */
  readonly append: (tail: number, row: number, from: number, to: number) => number;
  /** Makes the second list follow the first one. */
  readonly join: (tail: number, head: number) => void;
  readonly release: (head: number, tail: number) => void;
  readonly read: (head: number) => Runs;
  /** Runs that the memory has room for. */
  readonly capacity: () => number;
};

export function createRunLists(capacity = 1024): RunLists {
  let nodes = new Int32Array(4 * capacity);
  let [free, next] = [-1, 0];
  const take = (row: number, from: number, to: number): number => {
    let node = free;
    if (node >= 0) free = nodes[4 * node + 3];
    else {
      node = next++;
      if (4 * node === nodes.length) {
        const larger = new Int32Array(2 * nodes.length);
        larger.set(nodes);
        nodes = larger;
      }
    }
    const at = 4 * node;
    nodes[at] = row;
    nodes[at + 1] = from;
    nodes[at + 2] = to;
    nodes[at + 3] = -1;
    return node;
  };
  return {
    start: take,
    append: (tail, row, from, to) => {
      const node = take(row, from, to);
      nodes[4 * tail + 3] = node;
      return node;
    },
    join: (tail, head) => {
      nodes[4 * tail + 3] = head;
    },
    release: (head, tail) => {
      nodes[4 * tail + 3] = free;
      free = head;
    },
    read: (head) => {
      let count = 0;
      for (let node = head; node >= 0; node = nodes[4 * node + 3]) count++;
      const runs = new Int32Array(3 * count);
      let to = 0;
      for (let node = head; node >= 0; node = nodes[4 * node + 3]) {
        runs[to++] = nodes[4 * node];
        runs[to++] = nodes[4 * node + 1];
        runs[to++] = nodes[4 * node + 2];
      }
      return runs;
    },
    capacity: () => nodes.length / 4,
  };
}

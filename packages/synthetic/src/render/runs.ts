/** Horizontal runs of equal pixels joined to components: row, first column, column after the last, and the component's number. */
export type Runs = {
  readonly count: number;
  readonly row: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** The smallest run number of the component. */
  readonly root: Int32Array;
};

const grown = (plane: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
  const larger = new Int32Array(plane.length * 2);
  larger.set(plane);
  return larger;
};

const rootOf = (parent: Int32Array, i: number): number => {
  let r = i;
  while (parent[r] !== r) {
    parent[r] = parent[parent[r]];
    r = parent[r];
  }
  return r;
};

/** Components of the pixels equal to `value`. @param reach - 1: diagonal neighbours touch (8-connected), 0: they do not (4-connected) */
export const componentsOf = (plane: Uint8Array, width: number, height: number, value: number, reach: 0 | 1): Runs => {
  let [row, from, to, root] = [new Int32Array(256), new Int32Array(256), new Int32Array(256), new Int32Array(256)];
  let count = 0;
  let above = 0;
  for (let y = 0; y < height; y++) {
    const start = count;
    const base = y * width;
    const end = base + width;
    let i = plane.indexOf(value, base);
    while (i >= 0 && i < end) {
      let j = i + 1;
      while (j < end && plane[j] === value) j++;
      if (count === row.length) [row, from, to, root] = [grown(row), grown(from), grown(to), grown(root)];
      row[count] = y;
      from[count] = i - base;
      to[count] = j - base;
      root[count] = count;
      count++;
      i = j < end ? plane.indexOf(value, j) : -1;
    }
    let k = above;
    for (let n = start; n < count; n++) {
      while (k < start && to[k] + reach <= from[n]) k++;
      for (let m = k; m < start && from[m] < to[n] + reach; m++) {
        const [a, b] = [rootOf(root, m), rootOf(root, n)];
        if (a < b) root[b] = a;
        else root[a] = b;
      }
    }
    above = start;
  }
  for (let n = 0; n < count; n++) root[n] = rootOf(root, n);
  return { count, row, from, to, root };
};

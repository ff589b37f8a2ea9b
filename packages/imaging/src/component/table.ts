/** Rows of whole numbers by column name, which grow together; numbers are given out and taken back. */
export type Table<Column extends string> = {
  readonly columns: Record<Column, Int32Array>;
  readonly capacity: () => number;
  readonly free: () => number;
  /** Grows until `count` numbers are free: columns read after it stay as long as no more are taken. */
  readonly reserve: (count: number) => void;
  /** A free number; its columns hold what they held. */
  readonly take: () => number;
  /** Takes back every number from `first` on that `isLive` does not name. */
  readonly sweep: (first: number, isLive: (id: number) => boolean) => void;
};

export function createTable<Column extends string>(names: readonly Column[], capacity: number): Table<Column> {
  const columns = Object.fromEntries(names.map((name) => [name, new Int32Array(capacity)])) as Record<Column, Int32Array>;
  let size = capacity;
  let spare = new Int32Array(capacity);
  let spares = 0;
  let next = 0;
  const grow = (): void => {
    size *= 2;
    const larger = (column: Int32Array): Int32Array<ArrayBuffer> => {
      const copy = new Int32Array(size);
      copy.set(column);
      return copy;
    };
    for (const name of names) columns[name] = larger(columns[name]);
    spare = larger(spare);
  };
  return {
    columns,
    capacity: () => size,
    free: () => spares + size - next,
    reserve: (count) => {
      while (spares + size - next < count) grow();
    },
    take: () => (spares > 0 ? spare[--spares] : next++),
    sweep: (first, isLive) => {
      spares = 0;
      for (let id = next - 1; id >= first; id--) if (!isLive(id)) spare[spares++] = id;
    },
  };
}

/** The root of a union, with halved paths. */
export const rootOf = (parent: Int32Array, id: number): number => {
  let r = id;
  while (parent[r] !== r) {
    parent[r] = parent[parent[r]];
    r = parent[r];
  }
  return r;
};

/** A picture over two axes of a space: its file, what it covers, and the objects of each tile. */
export type TilePicture = {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly rows: number;
  readonly across: readonly [number, number];
  readonly upwards: readonly [number, number];
  readonly tiles: readonly {
    readonly column: number;
    readonly row: number;
    readonly individuals: number;
    readonly objects: readonly number[];
  }[];
};

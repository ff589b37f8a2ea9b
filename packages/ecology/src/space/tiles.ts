import { quantiles } from "../statistics/quantile.ts";
import { drawWithout, type Random } from "../statistics/random.ts";

/** One tile of a picture of the space: where it lies in the grid, how many lie in it, and a few of them at random. */
export type Tile = { readonly column: number; readonly row: number; readonly individuals: number; readonly members: Int32Array };
export type Tiling = {
  /** Least and greatest place that the grid covers, on the axis across and on the one upwards. */
  readonly across: readonly [number, number];
  readonly upwards: readonly [number, number];
  readonly tiles: readonly Tile[];
};

export type TilingOptions = {
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly rows: number;
  /** Individuals that are drawn of a tile. */
  readonly most: number;
  readonly random: Random;
};

/**
 * A grid over two axes of a space, with individuals that lie within one standard deviation of the others (morphr's ggmorph_tile): what
 * differs from tile to tile then is these two axes. The grid ends where 0.5 % lie beyond; row 0 is the lowest.
 */
export function tileSpace(coordinates: Float64Array, axes: number, { x, y, columns, rows, most, random }: TilingOptions): Tiling {
  const n = coordinates.length / axes;
  const column = (axis: number): Float64Array => Float64Array.from({ length: n }, (_, i) => coordinates[i * axes + axis]);
  const others = Array.from({ length: axes }, (_, axis) => axis)
    .filter((axis) => axis !== x && axis !== y)
    .map((axis) => ({ axis, ...momentsOf(column(axis)) }));
  const range = (axis: number): [number, number] => {
    const [low = 0, high = 0] = quantiles(column(axis), [0.005, 0.995]);
    return high > low ? [low, high] : [low - 0.5, low + 0.5];
  };
  const [across, upwards] = [range(x), range(y)];
  const place = (value: number, [low, high]: [number, number], count: number): number => Math.floor((count * (value - low)) / (high - low));
  const found = new Map<number, number[]>();
  for (let i = 0; i < n; i++) {
    if (others.some(({ axis, mean, sd }) => Math.abs(coordinates[i * axes + axis] - mean) > sd)) continue;
    const [at, up] = [place(coordinates[i * axes + x], across, columns), place(coordinates[i * axes + y], upwards, rows)];
    if (at < 0 || at >= columns || up < 0 || up >= rows) continue;
    const key = up * columns + at;
    const members = found.get(key);
    if (members === undefined) found.set(key, [i]);
    else members.push(i);
  }
  const tiles = [...found].sort(([a], [b]) => a - b);
  return { across, upwards, tiles: tiles.map(([key, members]) => tileOf(key, members, { columns, most, random })) };
}

function tileOf(
  key: number,
  members: readonly number[],
  { columns, most, random }: Pick<TilingOptions, "columns" | "most" | "random">,
): Tile {
  const drawn = members.length <= most ? Int32Array.from(members) : drawWithout(members.length, most, random).map((at) => members[at]);
  return { column: key % columns, row: Math.floor(key / columns), individuals: members.length, members: drawn };
}

function momentsOf(values: Float64Array): { mean: number; sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, sd: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
}

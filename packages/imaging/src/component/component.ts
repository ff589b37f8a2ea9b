/** A rectangle of pixels: column and row of its upper left pixel, and how many columns and rows. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Sides of the labelled area that a component touches, as bits. */
export const edge = { left: 1, top: 2, right: 4, bottom: 8 } as const;

/** One 8-connected object, in pixels. */
export type Component = Box & {
  /** Object pixels (O); those of smaller objects inside its holes belong to it, as in ImageJ's filled particles. */
  readonly pixels: number;
  /** Ground pixels that it encloses (4-connected). The filled area is pixels + holes. */
  readonly holes: number;
  /** First column in its top row: ZooProcess' XStart. */
  readonly startX: number;
  readonly edges: number;
  /** It lies in a hole of another object. */
  readonly nested: boolean;
  /** It is higher than the labeller keeps; there are no runs. */
  readonly endless: boolean;
};

export const filledArea = (component: Component): number => component.pixels + component.holes;

/** Runs of object pixels: row, first column, column after the last, for each run; rows from top to bottom, columns from left to right. */
export type Runs = Int32Array<ArrayBuffer>;

/** Puts runs into reading order. Those of a component come in few ascending pieces, so that rows are counted and columns inserted. */
export function sortRuns(runs: Runs, top: number, height: number): Runs {
  const count = runs.length / 3;
  let sorted = true;
  for (let n = 3; n < runs.length && sorted; n += 3) {
    sorted = runs[n] > runs[n - 3] || (runs[n] === runs[n - 3] && runs[n + 1] > runs[n - 2]);
  }
  if (sorted) return runs;
  const start = new Int32Array(height + 1);
  for (let n = 0; n < count; n++) start[runs[3 * n] - top + 1]++;
  for (let y = 0; y < height; y++) start[y + 1] += start[y];
  const filled = start.slice(0, height);
  const out = new Int32Array(runs.length);
  for (let n = 0; n < count; n++) {
    const y = runs[3 * n] - top;
    let to = 3 * filled[y]++;
    for (; to > 3 * start[y] && out[to - 2] > runs[3 * n + 1]; to -= 3) out.copyWithin(to, to - 3, to);
    out.set(runs.subarray(3 * n, 3 * n + 3), to);
  }
  return out;
}

/** Top to bottom, then left to right, by the first pixel: the order in which ImageJ numbers particles. */
export const inReadingOrder = (a: Component, b: Component): number => a.y - b.y || a.startX - b.startX;

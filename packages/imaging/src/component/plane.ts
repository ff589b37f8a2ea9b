import { type Component, inReadingOrder, type Runs } from "./component.ts";
import { createLabeller } from "./labeller.ts";

export type PlaneObject = Component & { readonly runs: Runs };

/** Columns where a row of a plane turns from ground (0) to object and back. @returns how many there are */
function turnsOf(on: Uint8Array, from: number, width: number, turns: Int32Array): number {
  let count = 0;
  for (let x = 0, state = 0; x < width; x++) {
    const v = on[from + x] === 0 ? 0 : 1;
    if (v !== state) turns[count++] = x;
    state = v;
  }
  if (count % 2 === 1) turns[count++] = width;
  return count;
}

/** Objects of a plane in memory, in the order in which they end: those in a hole come before the one around it, whose runs hold theirs.
 *  @param on - width * height, 0 for ground   @param maxRows - see createLabeller */
export function objectsOf(on: Uint8Array, width: number, height: number, maxRows?: number): PlaneObject[] {
  if (on.length !== width * height) throw new RangeError(`plane: expected ${width} x ${height} pixels, got ${on.length}`);
  const found: PlaneObject[] = [];
  const labeller = createLabeller({ width, maxRows, onObject: (component, runs) => found.push({ ...component, runs: runs() }) });
  const turns = new Int32Array(width + 2);
  for (let y = 0; y < height; y++) labeller.row(turns, 0, turnsOf(on, y * width, width, turns));
  labeller.finish();
  return found;
}

export type Labels = {
  /** For each pixel the number of its object, 1 and up in reading order of their first pixels; 0 for ground. */
  readonly label: Int32Array;
  /** Own pixels of each object; those of number n stand at n - 1. */
  readonly pixels: readonly number[];
};

/** Numbers of the 8-connected objects of a plane. An object in a hole has its own. */
export function labelsOf(on: Uint8Array, width: number, height: number): Labels {
  const found = objectsOf(on, width, height);
  const order = [...found].sort(inReadingOrder);
  const number = new Map(order.map((object, n) => [object, n + 1]));
  const label = new Int32Array(on.length);
  // What lies inside of another came first: drawn last, it stays.
  for (const object of found.reverse()) {
    const { runs } = object;
    for (let n = 0; n < runs.length; n += 3)
      label.fill(number.get(object) ?? 0, runs[n] * width + runs[n + 1], runs[n] * width + runs[n + 2]);
  }
  const pixels = new Array<number>(found.length).fill(0);
  for (const n of label) if (n > 0) pixels[n - 1]++;
  return { label, pixels };
}

import { OBJECT } from "../../region.ts";
import type { Scratch } from "./scratch.ts";
import type { Shape } from "./shape.ts";

/** Which of the 256 neighbourhoods lose their middle pixel in the first pass (right and lower edges), in the second one (left and upper
 *  edges), or in either. Bits of a neighbourhood from the upper left, clockwise: 1, 2, 4, 8 (right), 16, 32, 64, 128 (left).
 *  Source: the tables of ImageJ's Skeletonize (public domain). */
type Thinning = { readonly first: readonly number[]; readonly second: readonly number[]; readonly either: readonly number[] };

const either = [7, 10, 15, 28, 30, 31, 40, 60, 112, 120, 124, 130, 135, 160, 193, 195, 199, 225, 240, 241];
const first = [6, 11, 12, 14, 131, 134, 143, 159, 161, 194, 198, 207, 227, 231, 243];
const second = [26, 56, 62, 63, 96, 104, 108, 126, 176, 192, 224, 248, 249, 252];

/** ImageJ since 2013: thinned until nothing goes, then pixels that are stuck removed by a second table. UVPapp uses it. */
const today: readonly Thinning[] = [
  { first, second, either },
  { first: [3, 129, 226], second: [24, 26, 27, 46, 48, 58, 154, 184], either: [] },
];

/** ImageJ 1.41o, which ZooProcess is bound to: two entries were still in, there was no second table. */
const of2008: readonly Thinning[] = [{ first: [3, ...first], second: [24, ...second], either }];

/** Bit 1: goes in the first pass, bit 2: goes in the second one. */
const codesOf = (table: Thinning): Uint8Array => {
  const codes = new Uint8Array(256);
  for (const i of [...table.first, ...table.either]) codes[i] |= 1;
  for (const i of [...table.second, ...table.either]) codes[i] |= 2;
  return codes;
};

const tables = { "1.41o": of2008.map(codesOf), today: today.map(codesOf) };
export type SkeletonTable = keyof typeof tables;

/** Pixels of the plane while it is thinned: inside; listed, to be looked at in the next pass; or stuck, for no pass takes them as long as their
 *  neighbours stay. */
const [INNER, LISTED, STUCK] = [1, 2, 3];

/** ImageJ's skeleton of the object without its holes, as a plane of the shape's size that is not 0 on it; the scratch keeps it until the
 *  next one. @returns its pixels */
export function skeletonArea({ labels, stride, size }: Shape, scratch: Scratch, table: SkeletonTable): number {
  const plane = skeletonPlane(scratch, size);
  for (let i = 0; i < size; i++) plane[i] = labels[i] === OBJECT ? INNER : 0;
  const list = scratch.ints("skeleton list", size);
  const gone = scratch.ints("skeleton gone", size);
  const around = scratch.bytes("skeleton neighbours", size);
  let [count, area] = [0, 0];
  for (let i = 0; i < size; i++) {
    if (plane[i] === 0) continue;
    area++;
    // Pixels listed before this one are objects as well, so that any mark counts.
    const up = i - stride;
    const down = i + stride;
    if (plane[up] && plane[down] && plane[i - 1] && plane[i + 1] && plane[up - 1] && plane[up + 1] && plane[down - 1] && plane[down + 1]) {
      around[i] = 255;
      continue;
    }
    around[i] = neighbourhood(plane, stride, i);
    plane[i] = LISTED;
    list[count++] = i;
  }
  for (const codes of tables[table]) {
    count = relist(plane, size, list, count);
    let removed: number;
    do {
      removed = 0;
      for (let pass = 1; pass <= 2; pass++) {
        let [kept, lost] = [0, 0];
        for (let k = 0; k < count; k++) {
          const at = list[k];
          const code = codes[around[at]];
          if ((code & pass) !== 0) gone[lost++] = at;
          else if (code !== 0) list[kept++] = at;
          else plane[at] = STUCK;
        }
        count = expose({ plane, around, stride }, gone, lost, list, kept);
        removed += lost;
      }
      area -= removed;
    } while (removed > 0);
  }
  return area;
}

export const skeletonPlane = (scratch: Scratch, size: number): Uint8Array => scratch.bytes("skeleton", size);

/** What another table left is looked at again by the next one. @returns how long the list is */
function relist(plane: Uint8Array, size: number, list: Int32Array, listed: number): number {
  let count = listed;
  for (let at = 0; at < size; at++) {
    if (plane[at] !== STUCK) continue;
    plane[at] = LISTED;
    list[count++] = at;
  }
  return count;
}

type Planes = { readonly plane: Uint8Array; readonly around: Uint8Array; readonly stride: number };

/** Takes pixels out all at once, and lists the neighbours that must be looked at again. @returns how long the list is */
function expose({ plane, around, stride }: Planes, gone: Int32Array, lost: number, list: Int32Array, listed: number): number {
  let count = listed;
  const tell = (at: number, bit: number): void => {
    const mark = plane[at];
    if (mark === 0) return;
    around[at] &= ~bit;
    if (mark === LISTED) return;
    plane[at] = LISTED;
    list[count++] = at;
  };
  for (let k = 0; k < lost; k++) plane[gone[k]] = 0;
  for (let k = 0; k < lost; k++) {
    const at = gone[k];
    // Each neighbour has the pixel on its opposite side.
    tell(at - stride - 1, 16);
    tell(at - stride, 32);
    tell(at - stride + 1, 64);
    tell(at + 1, 128);
    tell(at + stride + 1, 1);
    tell(at + stride, 2);
    tell(at + stride - 1, 4);
    tell(at - 1, 8);
  }
  return count;
}

const neighbourhood = (plane: Uint8Array, stride: number, at: number): number => {
  const up = at - stride;
  const down = at + stride;
  return (
    (plane[up - 1] !== 0 ? 1 : 0) |
    (plane[up] !== 0 ? 2 : 0) |
    (plane[up + 1] !== 0 ? 4 : 0) |
    (plane[at + 1] !== 0 ? 8 : 0) |
    (plane[down + 1] !== 0 ? 16 : 0) |
    (plane[down] !== 0 ? 32 : 0) |
    (plane[down - 1] !== 0 ? 64 : 0) |
    (plane[at - 1] !== 0 ? 128 : 0)
  );
};

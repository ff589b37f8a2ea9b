import { GROUND, HOLE, markHoles, OBJECT } from "../../region.ts";
import type { Scratch } from "./scratch.ts";

/** One 8-connected part of a binary plane with its holes filled, as ImageJ's particle analyser sees it ("include holes"). */
export type Part = {
  /** Bounding box in the plane. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Pixels, holes included, and without them. */
  area: number;
  solid: number;
};

/** Marks of a plane: not looked at, looked at, filled. */
const FRESH = 1;
const SEEN = 2;
export const INSIDE = 3;

/** Calls `found` for each part in the order of their first pixels; parts in the hole of another are not parts of their own. The plane
 *  (0 ground, 1 object, a ring of ground around) is used up: while `found` runs, the part's pixels and holes are 3 in it. */
export function eachPart(plane: Uint8Array, stride: number, size: number, scratch: Scratch, found: (part: Part) => void): void {
  const stack = scratch.ints("part stack", size);
  const part: Part = { x: 0, y: 0, width: 0, height: 0, area: 0, solid: 0 };
  for (let i = 0; i < size; i++) {
    if (plane[i] !== FRESH) continue;
    flood(plane, stride, i, stack, part);
    part.area = fill(plane, stride, part, scratch);
    found(part);
    settle(plane, stride, part);
  }
}

/** Collects an 8-connected part: its box and pixels. */
function flood(plane: Uint8Array, stride: number, start: number, stack: Int32Array, part: Part): void {
  let [top, solid, x0, x1, y1] = [0, 0, start % stride, start % stride, 0];
  const y0 = Math.floor(start / stride);
  stack[top++] = start;
  plane[start] = INSIDE;
  while (top > 0) {
    const at = stack[--top];
    solid++;
    const x = at % stride;
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    const y = (at - x) / stride;
    if (y > y1) y1 = y;
    for (let dy = -stride; dy <= stride; dy += stride) {
      for (let near = at + dy - 1; near <= at + dy + 1; near++) {
        if (plane[near] !== FRESH) continue;
        plane[near] = INSIDE;
        stack[top++] = near;
      }
    }
  }
  part.x = x0;
  part.y = y0;
  part.width = x1 - x0 + 1;
  part.height = y1 - y0 + 1;
  part.solid = solid;
}

/** Fills what a part encloses (4-connected ground), parts within it included. @returns its area */
function fill(plane: Uint8Array, stride: number, part: Part, scratch: Scratch): number {
  const { x, y, width, height, solid } = part;
  if (solid === width * height) return solid;
  const row = width + 2;
  const size = row * (height + 2);
  const own = scratch.bytes("part", size);
  own.fill(GROUND, 0, size);
  for (let v = 0; v < height; v++) {
    const from = (y + v) * stride + x;
    const to = (v + 1) * row + 1;
    for (let u = 0; u < width; u++) if (plane[from + u] === INSIDE) own[to + u] = OBJECT;
  }
  const holes = markHoles(own, row, scratch.ints("part stack", size), size);
  if (holes === 0) return solid;
  for (let v = 0; v < height; v++) {
    const from = (v + 1) * row + 1;
    const to = (y + v) * stride + x;
    for (let u = 0; u < width; u++) if (own[from + u] === HOLE) plane[to + u] = INSIDE;
  }
  return solid + holes;
}

function settle(plane: Uint8Array, stride: number, { x, y, width, height }: Part): void {
  for (let v = y; v < y + height; v++) {
    const at = v * stride + x;
    for (let u = 0; u < width; u++) if (plane[at + u] === INSIDE) plane[at + u] = SEEN;
  }
}

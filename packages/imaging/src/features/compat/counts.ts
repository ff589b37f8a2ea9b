import { OBJECT } from "../../region.ts";
import { eachPart } from "../shape/parts.ts";
import type { Scratch } from "../shape/scratch.ts";
import type { Shape } from "../shape/shape.ts";

/** Sets a plane to 1 where the object is at most `grey`: what is dark enough. */
export function darkPlane({ labels, greys, size }: Shape, grey: number, scratch: Scratch): Uint8Array {
  const plane = scratch.bytes("dark", size);
  for (let i = 0; i < size; i++) plane[i] = labels[i] === OBJECT && greys[i] <= grey ? 1 : 0;
  return plane;
}

/** How many parts of at least `smallest` px (holes filled) stay of the object's pixels at most `grey`, once every pixel with one of its
 *  eight neighbours missing is taken off. */
export function darkParts(shape: Shape, grey: number, smallest: number, scratch: Scratch): number {
  const { stride, size } = shape;
  const dark = darkPlane(shape, grey, scratch);
  const eroded = scratch.bytes("eroded", size);
  eroded.fill(0, 0, size);
  for (let at = stride + 1; at < size - stride - 1; at++) {
    if (dark[at] === 0) continue;
    const up = at - stride;
    const down = at + stride;
    const rows = dark[up - 1] & dark[up] & dark[up + 1] & dark[down - 1] & dark[down] & dark[down + 1];
    eroded[at] = rows & dark[at - 1] & dark[at + 1];
  }
  let count = 0;
  eachPart(eroded, stride, size, scratch, ({ area }) => {
    if (area >= smallest) count++;
  });
  return count;
}

/** One object cut out of its frame: what segmentation hands to the feature engines.
 *
 *  Units: pixels and grey levels (0 black, 255 white); pixel (column, row) covers [column, column + 1) x [row, row + 1). */
export type Region = {
  /** Column and row of the crop's upper left pixel in its frame. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** width * height greys, row by row, with the object dark on light: pictures of bright objects are inverted before (255 - native). */
  readonly grey: Uint8Array;
  /** width * height; 1 where a pixel is the object's (O: without its holes), 0 elsewhere. */
  readonly mask: Uint8Array;
};

/** Ground around the object, the object itself, and holes in it. */
export const GROUND = 0;
export const OBJECT = 1;
export const HOLE = 2;

/** Ground that is not reached from the border by steps to the four neighbours is a hole, as ImageJ's "include holes" has it (the object is
 *  8-connected). Answers a plane of GROUND, OBJECT and HOLE: O is where it is OBJECT, the filled object F where it is not GROUND.
 *  @param mask - width * height, 1 = object; a margin of ground around it is allowed, not needed
 *  @throws RangeError where the plane is not width * height long */
export function fillHoles(mask: Uint8Array, width: number, height: number): Uint8Array {
  if (mask.length !== width * height)
    throw new RangeError(`mask: expected ${width} x ${height} = ${width * height} pixels, got ${mask.length}`);
  const stride = width + 2;
  const padded = new Uint8Array(stride * (height + 2));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) padded[(y + 1) * stride + x + 1] = mask[y * width + x] === 0 ? GROUND : OBJECT;
  markHoles(padded, stride, new Int32Array(padded.length));
  const plane = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) plane.set(padded.subarray((y + 1) * stride + 1, (y + 1) * stride + 1 + width), y * width);
  return plane;
}

/** Pixels of the filled object F. */
export const filledAreaOf = ({ mask, width, height }: Pick<Region, "mask" | "width" | "height">): number =>
  fillHoles(mask, width, height).reduce((area, label) => area + (label === GROUND ? 0 : 1), 0);

/** A mark that only lives while the flood runs. */
const OUTSIDE = 3;

/** Marks holes in a plane of GROUND and OBJECT whose outermost ring is ground. @param stack - as long as the plane; its content is lost
 *  @returns how many pixels are holes */
export function markHoles(plane: Uint8Array, stride: number, stack: Int32Array, size: number = plane.length): number {
  let top = 0;
  stack[top++] = 0;
  plane[0] = OUTSIDE;
  while (top > 0) {
    const at = stack[--top];
    if (at >= stride && plane[at - stride] === GROUND) {
      plane[at - stride] = OUTSIDE;
      stack[top++] = at - stride;
    }
    if (at + stride < size && plane[at + stride] === GROUND) {
      plane[at + stride] = OUTSIDE;
      stack[top++] = at + stride;
    }
    // A step over the end of a row lands on the ring of the next one, which is ground as well.
    if (at > 0 && plane[at - 1] === GROUND) {
      plane[at - 1] = OUTSIDE;
      stack[top++] = at - 1;
    }
    if (at + 1 < size && plane[at + 1] === GROUND) {
      plane[at + 1] = OUTSIDE;
      stack[top++] = at + 1;
    }
  }
  let holes = 0;
  for (let i = 0; i < size; i++) {
    const mark = plane[i];
    if (mark === GROUND) {
      plane[i] = HOLE;
      holes++;
    } else if (mark === OUTSIDE) plane[i] = GROUND;
  }
  return holes;
}

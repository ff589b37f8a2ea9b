import { GROUND, markHoles, OBJECT, type Region } from "../../region.ts";
import type { Scratch } from "./scratch.ts";

/** The object of a region, cut to its bounding box: what every measure reads. The planes have a ring of ground one pixel wide, so that
 *  neighbours exist everywhere; they belong to the scratch and live until the next object is prepared. */
export type Shape = {
  /** Corner of the bounding box in the frame, px. */
  bx: number;
  by: number;
  /** The same corner in the region's crop. */
  ox: number;
  oy: number;
  /** Of the bounding box, px. */
  width: number;
  height: number;
  /** Of the planes: a row is width + 2 long, there are height + 2 rows. */
  stride: number;
  size: number;
  /** GROUND, OBJECT or HOLE. */
  labels: Uint8Array;
  /** True greys under the filled object, 255 elsewhere. */
  greys: Uint8Array;
  /** Pixels of the filled object F, and of its holes. */
  area: number;
  holes: number;
  /** Column in the box of the first object pixel of its top row. */
  first: number;
  /** False where the filled object has several 8-connected parts (joined by a person), once its outline was traced. */
  single: boolean;
};

export const emptyShape = (): Shape => ({
  ...{ bx: 0, by: 0, ox: 0, oy: 0, width: 0, height: 0, stride: 0, size: 0, labels: new Uint8Array(0), greys: new Uint8Array(0) },
  ...{ area: 0, holes: 0, first: 0, single: false },
});

/** Fills `shape` from a region: bounding box, holes, greys. Answers false where the mask is empty: such a region has no row.
 *  @throws RangeError where a plane is not width * height long */
export function prepareShape(region: Region, shape: Shape, scratch: Scratch): boolean {
  const { width, height, mask, grey } = region;
  if (mask.length !== width * height || grey.length !== width * height)
    throw new RangeError(
      `region: expected ${width} x ${height} = ${width * height} pixels, got ${grey.length} greys and a mask of ${mask.length}`,
    );
  let [x0, x1, y0, y1] = [width, -1, -1, -1];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let x = 0;
    while (x < width && mask[row + x] === 0) x++;
    if (x === width) continue;
    if (x < x0) x0 = x;
    let end = width - 1;
    while (mask[row + end] === 0) end--;
    if (end > x1) x1 = end;
    if (y0 < 0) y0 = y;
    y1 = y;
  }
  if (y0 < 0) return false;
  shape.bx = region.x + x0;
  shape.by = region.y + y0;
  shape.ox = x0;
  shape.oy = y0;
  shape.width = x1 - x0 + 1;
  shape.height = y1 - y0 + 1;
  copyPlanes(region, x0, y0, shape, scratch);
  return true;
}

function copyPlanes({ width, mask, grey }: Region, x0: number, y0: number, shape: Shape, scratch: Scratch): void {
  const stride = shape.width + 2;
  const size = stride * (shape.height + 2);
  const labels = scratch.bytes("labels", size);
  const greys = scratch.bytes("greys", size);
  labels.fill(GROUND, 0, size);
  greys.fill(255, 0, size);
  let objects = 0;
  for (let y = 0; y < shape.height; y++) {
    const from = (y0 + y) * width + x0;
    const to = (y + 1) * stride + 1;
    for (let x = 0; x < shape.width; x++) {
      if (mask[from + x] === 0) continue;
      labels[to + x] = OBJECT;
      objects++;
    }
  }
  const holes = markHoles(labels, stride, scratch.ints("flood", size), size);
  for (let y = 0; y < shape.height; y++) {
    const from = (y0 + y) * width + x0;
    const to = (y + 1) * stride + 1;
    for (let x = 0; x < shape.width; x++) if (labels[to + x] !== GROUND) greys[to + x] = grey[from + x];
  }
  let first = 0;
  while (labels[stride + 1 + first] === GROUND) first++;
  Object.assign(shape, { stride, size, labels, greys, area: objects + holes, holes, first, single: false });
}

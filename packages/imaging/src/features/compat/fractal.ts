import { OBJECT } from "../../region.ts";
import { radii } from "../shape/sausage.ts";
import type { Shape } from "../shape/shape.ts";
import type { ChamferRoom } from "./chamfer-room.ts";

const largest = radii[radii.length - 1];

const FAR = 0x7fff;
/** Chamfer distances (41 a pixel) to whole pixels as ImageJ does, (v + 20) / 41 cut; all beyond the largest radius count as one more. */
const wholePixels = Uint8Array.from({ length: FAR + 1 }, (_, v) => Math.min(largest + 1, Math.floor((v + 20) / 41)));

const counts = new Int32Array(largest + 2);

/** Areas of the "sausages" around the outline of the object without its holes: how many pixels lie within each radius of the other side,
 *  inside and outside together, px². The distance is ImageJ's chamfer map (41, 58, 92), which is part of the definition.
 *
 *  ZooProcess draws the mask amid a canvas four times its size (twice, where both sides have 200 px or more) and maps all of it. Radii end
 *  at 45, so no more than 46 px around the object matter, and only as far as that canvas goes: the counts are the same.
 *  Source: Berube & Jebrak 1999, Computers & Geosciences 25:1059, as in ZooProcess 8 over ImageJ 1.41o.
 *  @param areas - one for each radius */
export function sausageAreas(shape: Shape, room: ChamferRoom, areas: Float64Array): void {
  counts.fill(0);
  countOutside(shape, room);
  countInside(shape, room);
  let [sum, at] = [0, 0];
  for (let r = 1; r <= largest; r++) {
    sum += counts[r];
    if (r === radii[at]) areas[at++] = sum;
  }
}

/** The kernel wants the width between the margins in eights. */
const eights = (width: number): number => (width + 7) & ~7;

/** How far the canvas goes beyond the object before and after it. */
const around = (side: number, times: number): readonly [number, number] => {
  const before = Math.floor((times * side - side) / 2);
  return [Math.min(largest + 1, before), Math.min(largest + 1, times * side - side - before)];
};

/** Ground and holes: the distance to the object. */
function countOutside({ labels, stride, width, height }: Shape, room: ChamferRoom): void {
  const times = width >= 200 && height >= 200 ? 2 : 4;
  const [left, right] = around(width, times);
  const [top, bottom] = around(height, times);
  const [w, h] = [left + width + right, top + height + bottom];
  const row = eights(w) + 4;
  const map = room.plane(row * (h + 4));
  map.fill(FAR, 0, row * (h + 4));
  for (let y = 0; y < height; y++) {
    const from = (y + 1) * stride + 1;
    const to = (y + top + 2) * row + left + 2;
    for (let x = 0; x < width; x++) if (labels[from + x] === OBJECT) map[to + x] = 0;
  }
  room.run(row, h + 4);
  count(map, row, w, h);
}

/** Object pixels: the distance to ground or hole, of which a ring is drawn around the box. */
function countInside({ labels, stride, width, height }: Shape, room: ChamferRoom): void {
  const row = eights(width + 2) + 4;
  const size = row * (height + 6);
  const map = room.plane(size);
  map.fill(FAR, 0, 2 * row);
  map.fill(FAR, size - 2 * row, size);
  for (let y = 0; y < height + 2; y++) {
    const from = y * stride;
    const to = (y + 2) * row + 2;
    map.fill(FAR, to - 2, to);
    map.fill(0, to, to + row - 4);
    map.fill(FAR, to + row - 4, to + row - 2);
    for (let x = 1; x <= width; x++) if (labels[from + x] === OBJECT) map[to + x] = FAR;
  }
  room.run(row, height + 6);
  count(map, row, width + 2, height + 2);
}

/** Adds up the distances of a map; those of 0 belong to the other side. */
function count(map: Int16Array, row: number, width: number, height: number): void {
  for (let y = 2; y < height + 2; y++) {
    const end = y * row + 2 + width;
    for (let at = y * row + 2; at < end; at++) counts[wholePixels[map[at]]]++;
  }
}

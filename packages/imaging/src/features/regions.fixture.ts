import { createRng } from "@nauplius/domain";
import type { Region } from "../region.ts";
import { createScratch, type Scratch } from "./shape/scratch.ts";
import { emptyShape, prepareShape, type Shape } from "./shape/shape.ts";

/** A region drawn as text: digits are greys in tens, "." is ground (250); rows are separated by line breaks or slashes. */
export const drawnRegion = (text: string, at: { x: number; y: number } = { x: 0, y: 0 }): Region => {
  const rows = text
    .trim()
    .split(/[\n/]/)
    .map((row) => row.trim());
  const grey = Uint8Array.from(rows.join("").split(""), (c) => (c === "." ? 250 : 10 * Number(c)));
  return { ...at, width: rows[0].length, height: rows.length, grey, mask: grey.map((v) => (v <= 243 ? 1 : 0)) };
};

/** A region of one grey where `inside` says so. */
export const flatRegion = (width: number, height: number, inside: (x: number, y: number) => boolean, grey = 100): Region => {
  const mask = Uint8Array.from({ length: width * height }, (_, i) => (inside(i % width, Math.floor(i / width)) ? 1 : 0));
  return { x: 0, y: 0, width, height, grey: mask.map((v) => (v === 1 ? grey : 255)), mask };
};

export const disc = (radius: number): Region => {
  const side = 2 * radius + 1;
  return flatRegion(side, side, (x, y) => (x - radius) ** 2 + (y - radius) ** 2 <= radius * radius);
};
export const rectangle = (width: number, height: number): Region => flatRegion(width, height, () => true);

/** Blobs with holes and limbs: a walk of fat dots, greys of all kinds; always one 8-connected object or several. */
export const blob = (seed: number, side: number): Region => {
  const rng = createRng("blob").fork(seed);
  const mask = new Uint8Array(side * side);
  let [x, y] = [side / 2, side / 2];
  for (let step = 0; step < side; step++) {
    x = Math.min(side - 1, Math.max(0, x + rng.normal(0, side / 20)));
    y = Math.min(side - 1, Math.max(0, y + rng.normal(0, side / 20)));
    const r = rng.uniform(0.6, side / 14);
    for (let i = 0; i < mask.length; i++) if (((i % side) - x) ** 2 + (Math.floor(i / side) - y) ** 2 <= r * r) mask[i] = 1;
  }
  const grey = Uint8Array.from(mask, (v) => (v === 1 ? 60 + rng.int(180) : 244 + rng.int(12)));
  return { x: 0, y: 0, width: side, height: side, grey, mask };
};

/** Columns and rows changed for each other, or one of them the other way round. */
export const transposed = ({ width, height, grey, mask }: Region): Region => {
  const swap = (plane: Uint8Array): Uint8Array => plane.map((_, i) => plane[(i % height) * width + Math.floor(i / height)]);
  return { x: 0, y: 0, width: height, height: width, grey: swap(grey), mask: swap(mask) };
};
export const mirrored = ({ width, height, grey, mask }: Region): Region => {
  const flip = (plane: Uint8Array): Uint8Array => plane.map((_, i) => plane[i - (i % width) + width - 1 - (i % width)]);
  return { x: 0, y: 0, width, height, grey: flip(grey), mask: flip(mask) };
};

/** The shape of a region, with buffers of its own. @throws Error where there is no object */
export const shapeOf = (region: Region): { shape: Shape; scratch: Scratch } => {
  const scratch = createScratch();
  const shape = emptyShape();
  if (!prepareShape(region, shape, scratch)) throw new Error("nothing drawn");
  return { shape, scratch };
};

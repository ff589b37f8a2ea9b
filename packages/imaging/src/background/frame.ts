import type { Box } from "../component/component.ts";

export type FrameFinder = {
  /** A row of the tray, in order from the top. */
  readonly row: (y: number, greys: Uint8Array) => void;
  readonly limits: () => Limits;
};

/** Columns and rows of the clear part of the tray: [left, right) x [top, bottom). Where no dark border was found it is the image's own. */
export type Limits = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

export type FrameOptions = {
  readonly width: number;
  readonly height: number;
  /** Rows or columns of one strip: resolution / 240, 10 px at 2400 dpi. */
  readonly step: number;
  /** The frame ends where a strip's mean falls under this share of the reference's. Default 0.9. */
  readonly share?: number;
};

type Side = { readonly from: number; readonly to: number; readonly sums: Float64Array };

/** Sums of columns over some rows, or of rows over some columns. */
const side = (length: number, from: number, size: number): Side => ({
  from: Math.floor(from),
  to: Math.floor(from) + Math.max(1, Math.floor(size)),
  sums: new Float64Array(length),
});

/** Finds the tray's dark border as ZooProcess does: on each side strips of dpi / 240 px, over a quarter of the other direction or less, walk
 *  outwards from 5 % inside (right: half an inch, at most a quarter of the width) until one is darker than 0.9 of the reference, which is ten
 *  strips wide at the start. The limit lies one strip inside of that one (ZooProcess goes less far at left and top): there the tray's soft edge is over. */
export function createFrameFinder({ width, height, step, share = 0.9 }: FrameOptions): FrameFinder {
  const leftSide = side(width, height * 0.375, height * 0.25);
  const rightSide = side(width, height * 0.25, height * 0.25);
  const topSide = side(height, width * 0.25, width * 0.2);
  const bottomSide = side(height, width / 6, width * 0.15);
  const startRight = Math.floor(Math.max(width * 0.75, width - 120 * step));
  const startLeft = Math.floor(width * 0.05);
  const row: FrameFinder["row"] = (y, greys) => {
    if (y >= leftSide.from && y < leftSide.to) {
      for (let x = 0; x < Math.min(width, startLeft + 10 * step); x++) leftSide.sums[x] += greys[x];
    }
    if (y >= rightSide.from && y < rightSide.to) for (let x = startRight; x < width; x++) rightSide.sums[x] += greys[x];
    const middle = y > height * 0.05 + 10 * step && y < height * 0.95 - 10 * step;
    if (middle) return;
    for (const { from, to, sums } of [topSide, bottomSide]) for (let x = from; x < to; x++) sums[y] += greys[x];
  };
  return {
    row,
    limits: () => ({
      left: walk(leftSide.sums, { start: startLeft, step: -step, share }),
      right: walk(rightSide.sums, { start: startRight, step, share }),
      top: walk(topSide.sums, { start: Math.floor(height * 0.05), step: -step, share }),
      bottom: walk(bottomSide.sums, { start: Math.floor(height * 0.95), step, share }),
    }),
  };
}

const meanOf = (sums: Float64Array, from: number, to: number): number => {
  const [a, b] = [Math.max(0, from), Math.min(sums.length, to)];
  let sum = 0;
  for (let i = a; i < b; i++) sum += sums[i];
  return b > a ? sum / (b - a) : Number.NaN;
};

/** @param step - negative towards the start of the axis   @returns one strip inside of the first dark one, or the end of the axis */
function walk(sums: Float64Array, { start, step, share }: { start: number; step: number; share: number }): number {
  const size = Math.abs(step);
  const least = meanOf(sums, start, start + 10 * size) * share;
  for (let k = start; k + size > 0 && k < sums.length; k += step) {
    if (meanOf(sums, k, k + size) < least) return step < 0 ? k + 2 * size : k - size;
  }
  return step < 0 ? 0 : sums.length;
}

/** One frame of what the blank and the scan show: the inner limit of each side, since the tray may lie a little otherwise. Where they are far
 *  apart an animal lies on the strip: the blank is right. */
export function combinedFrame(blank: Limits, scan: Limits, { step }: { readonly step: number }): Box {
  const inner = (a: number, b: number, innermost: (...limits: number[]) => number): number =>
    Math.abs(a - b) > 10 * step ? a : innermost(a, b);
  const [x, y] = [inner(blank.left, scan.left, Math.max), inner(blank.top, scan.top, Math.max)];
  return { x, y, width: inner(blank.right, scan.right, Math.min) - x, height: inner(blank.bottom, scan.bottom, Math.min) - y };
}

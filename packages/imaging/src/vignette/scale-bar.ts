import { BAR_INK, inkIn, type Strip } from "./footer-strip.ts";

/** A scale bar in strip coordinates; `end` and `bottom` are the last column and row. */
export type Bar = { readonly x: number; readonly end: number; readonly top: number; readonly bottom: number };

export const barLength = (bar: Bar): number => bar.end - bar.x + 1;

const MIN_LENGTH = 8;
const MAX_THICKNESS = 4;
/** A drawn bar is one grey: JPEG may move it by so much. */
const MAX_UNEVENNESS = 48;
/** Columns at each end of a bar where EcoTaxa draws its ticks and JPEG its ringing. */
const END = 2;

type Run = { readonly x: number; readonly end: number };

function longestRun({ ink, width }: Strip, y: number): Run | undefined {
  let best: Run | undefined;
  for (let x = 0; x < width; x++) {
    if ((ink[y * width + x] ?? 0) < BAR_INK) continue;
    const start = x;
    while (x + 1 < width && (ink[y * width + x + 1] ?? 0) >= BAR_INK) x += 1;
    if (best === undefined || x - start > best.end - best.x) best = { x: start, end: x };
  }
  return best !== undefined && best.end - best.x + 1 >= MIN_LENGTH ? best : undefined;
}

const sameRun = (a: Run, b: Run | undefined): boolean => b !== undefined && Math.abs(a.x - b.x) <= 1 && Math.abs(a.end - b.end) <= 1;

/** Straight, of one grey, with nothing beside it on its rows and nothing along it above or below: an organism is none of these. */
function isDrawn(strip: Strip, bar: Bar): boolean {
  const { ink, width, rows } = strip;
  let low = 255;
  let high = 0;
  for (let y = bar.top; y <= bar.bottom; y++) {
    if (inkIn(strip, y, 0, bar.x - 2, BAR_INK / 2) > 0) return false;
    if (inkIn(strip, y, bar.end + 2, width - 1, BAR_INK / 2) > 0) return false;
  }
  // The outer rows of a bar may be blurred; its inkiest row shows whether it is even.
  const middle = bar.top + ((bar.bottom - bar.top) >> 1);
  for (let x = bar.x + 1; x < bar.end; x++) {
    const contrast = ink[middle * width + x] ?? 0;
    low = Math.min(low, contrast);
    high = Math.max(high, contrast);
  }
  if (high - low > MAX_UNEVENNESS) return false;
  const along = (y: number) => (y < 0 || y >= rows ? 0 : inkIn(strip, y, bar.x + END, bar.end - END, BAR_INK / 2));
  return along(bar.top - 1) === 0 && along(bar.bottom + 1) === 0;
}

/** The lowest scale bar of a strip. What lies under it may only be ticks at its ends, or text (old ZooProcess). */
export function findBar(strip: Strip): Bar | undefined {
  for (let y = strip.rows - 2; y >= 0; y--) {
    const run = longestRun(strip, y);
    if (run === undefined) continue;
    let top = y;
    while (top > 0 && y - top < MAX_THICKNESS && sameRun(run, longestRun(strip, top - 1))) top -= 1;
    const bar = { ...run, top, bottom: y };
    return y - top < MAX_THICKNESS && isDrawn(strip, bar) ? bar : undefined;
  }
  return undefined;
}

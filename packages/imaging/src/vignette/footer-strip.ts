import { medianOf } from "./border.ts";
import type { Grey } from "./pixels.ts";

/** Rows at the bottom in which a footer's bar and label are looked for: ZooProcess and EcoTaxa write 31. */
export const FOOTER_ROWS = 31;

/** Contrast with the footer's background (grey levels) from which a pixel is ink: of text, whose thin strokes are blurred, and of a bar. */
export const TEXT_INK = 60;
export const BAR_INK = 80;

/** The bottom of a vignette seen as ink on a background: how far each pixel departs from it, in the ink's direction. */
export type Strip = {
  readonly width: number;
  readonly rows: number;
  /** Row of the picture where the strip begins. */
  readonly top: number;
  readonly background: number;
  /** 0-255, row by row: grey levels of contrast, 0 where the pixel departs the other way. */
  readonly ink: Uint8Array;
};

/** The background is the median of the last row: no known writer draws there. Ink is dark on light, or light on dark. */
export function stripOf({ data, width, height }: Grey, rows: number): Strip {
  const top = height - rows;
  const histogram = new Uint32Array(256);
  for (let x = 0; x < width; x++) {
    const grey = data[(height - 1) * width + x] ?? 0;
    histogram[grey] = (histogram[grey] ?? 0) + 1;
  }
  const background = medianOf(histogram, width);
  const sign = background >= 128 ? 1 : -1;
  const ink = new Uint8Array(width * rows);
  for (let i = 0, from = top * width; i < ink.length; i++) ink[i] = Math.max(0, sign * (background - (data[from + i] ?? 0)));
  return { width, rows, top, background, ink };
}

/** Ink pixels of row y between two columns (both included), at some contrast. */
export function inkIn({ ink, width }: Strip, y: number, from: number, to: number, contrast: number): number {
  let count = 0;
  for (let i = y * width + Math.max(0, from), end = y * width + Math.min(width - 1, to); i <= end; i++)
    if ((ink[i] ?? 0) >= contrast) count += 1;
  return count;
}

/** True when no row between `from` and `to` (both included) holds ink. */
export function isClean(strip: Strip, from: number, to: number, contrast: number): boolean {
  for (let y = from; y <= to; y++) if (inkIn(strip, y, 0, strip.width - 1, contrast) > 0) return false;
  return true;
}

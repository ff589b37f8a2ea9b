import type { Strip } from "./footer-strip.ts";

/** Contrast of a stroke of small, smoothed type. */
const STROKE = 50;

/** The box of one glyph's ink, in strip coordinates, all sides included. */
export type Glyph = { readonly x: number; readonly end: number; readonly top: number; readonly bottom: number };

const isInk = ({ ink, width, rows }: Strip, x: number, y: number): boolean =>
  x >= 0 && x < width && y >= 0 && y < rows && (ink[y * width + x] ?? 0) >= STROKE;

export function glyphAt(strip: Strip, box: { x: number; end: number }, top: number, bottom: number): Glyph {
  const inked = (y: number) => {
    for (let x = box.x; x <= box.end; x++) if (isInk(strip, x, y)) return true;
    return false;
  };
  let first = top;
  let last = bottom;
  while (first < last && !inked(first)) first += 1;
  while (last > first && !inked(last)) last -= 1;
  return { x: box.x, end: box.end, top: first, bottom: last };
}

/** Separate strokes that a row crosses between two columns. */
export function strokesAt(strip: Strip, y: number, from: number, to: number): number {
  let strokes = 0;
  for (let x = from; x <= to; x++) if (isInk(strip, x, y) && (x === from || !isInk(strip, x - 1, y))) strokes += 1;
  return strokes;
}

/** Rows of the glyph's closed holes: first and last, or undefined when it has none. Background is 4-connected. */
function holeOf(strip: Strip, glyph: Glyph): { top: number; bottom: number } | undefined {
  const width = glyph.end - glyph.x + 3;
  const height = glyph.bottom - glyph.top + 3;
  const open = new Uint8Array(width * height);
  const stack = [0];
  while (stack.length > 0) {
    const at = stack.pop() ?? 0;
    const x = at % width;
    const y = (at - x) / width;
    if (open[at] === 1 || isInk(strip, glyph.x + x - 1, glyph.top + y - 1)) continue;
    open[at] = 1;
    if (x > 0) stack.push(at - 1);
    if (x < width - 1) stack.push(at + 1);
    if (y > 0) stack.push(at - width);
    if (y < height - 1) stack.push(at + width);
  }
  let top = -1;
  let bottom = -1;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      if (open[y * width + x] === 1 || isInk(strip, glyph.x + x - 1, glyph.top + y - 1)) continue;
      if (top < 0) top = y - 1;
      bottom = y - 1;
    }
  }
  return top < 0 ? undefined : { top, bottom };
}

/** Ink anywhere in a part of the glyph, given as fractions of its width and height. */
function inkWithin(strip: Strip, glyph: Glyph, [left, right]: readonly [number, number], [up, down]: readonly [number, number]): boolean {
  const w = glyph.end - glyph.x;
  const h = glyph.bottom - glyph.top;
  for (let y = Math.ceil(glyph.top + up * h); y <= Math.floor(glyph.top + down * h); y++) {
    for (let x = Math.ceil(glyph.x + left * w); x <= Math.floor(glyph.x + right * w); x++) if (isInk(strip, x, y)) return true;
  }
  return false;
}

function rowShare(strip: Strip, glyph: Glyph, y: number): number {
  let ink = 0;
  for (let x = glyph.x; x <= glyph.end; x++) if (isInk(strip, x, y)) ink += 1;
  return ink / (glyph.end - glyph.x + 1);
}

/** 0, 1, 2 or 5 by what any font of these digits shares; null for everything else. */
export function readDigit(strip: Strip, glyph: Glyph): "0" | "1" | "2" | "5" | null {
  const width = glyph.end - glyph.x + 1;
  const height = glyph.bottom - glyph.top + 1;
  const hole = holeOf(strip, glyph);
  if (hole !== undefined) {
    const tall = hole.top <= 0.35 * height && hole.bottom >= 0.6 * height - 1;
    const middle = Math.round((glyph.top + glyph.bottom) / 2);
    return tall && strokesAt(strip, middle, glyph.x, glyph.end) === 2 ? "0" : null;
  }
  let single = 0;
  for (let y = glyph.top; y <= glyph.bottom; y++) if (strokesAt(strip, y, glyph.x, glyph.end) === 1) single += 1;
  const bars = width > 2 && rowShare(strip, glyph, glyph.top) >= 0.75;
  if (width <= 0.6 * height && single >= height - 1 && !bars && inkWithin(strip, glyph, [0.2, 1], [0.4, 0.6])) {
    if (width <= 2 || !inkWithin(strip, glyph, [0, 0.1], [0.4, 0.8])) return "1";
  }
  const upperRight = inkWithin(strip, glyph, [0.75, 1], [0.15, 0.3]);
  const upperLeft = inkWithin(strip, glyph, [0, 0.25], [0.15, 0.4]);
  const lowerLeft = inkWithin(strip, glyph, [0, 0.4], [0.65, 0.85]);
  const lowerRight = inkWithin(strip, glyph, [0.75, 1], [0.6, 0.85]);
  if (rowShare(strip, glyph, glyph.bottom) >= 0.75 && upperRight && lowerLeft && !lowerRight) return "2";
  if (rowShare(strip, glyph, glyph.top) >= 0.75 && upperLeft && lowerRight && !upperRight) return "5";
  return null;
}

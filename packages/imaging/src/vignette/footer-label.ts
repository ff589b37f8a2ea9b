import { inkIn, isClean, type Strip, TEXT_INK } from "./footer-strip.ts";
import type { Bar } from "./scale-bar.ts";

/** One line of text in strip coordinates, with the columns of its glyphs. */
export type TextLine = {
  readonly top: number;
  readonly bottom: number;
  readonly glyphs: readonly { readonly x: number; readonly end: number }[];
};

const MIN_HEIGHT = 4;
const MAX_HEIGHT = 18;
/** Blank rows between a bar and its label, at most. */
const MAX_GAP = 9;
/** The label begins so near to the bar's left end (pixels), or lies within the bar. */
const NEAR = 16;

const glyphsOf = (strip: Strip, top: number, bottom: number): { x: number; end: number }[] => {
  const glyphs: { x: number; end: number }[] = [];
  let open: number | undefined;
  for (let x = 0; x <= strip.width; x++) {
    let inked = false;
    for (let y = top; y <= bottom && x < strip.width; y++) if ((strip.ink[y * strip.width + x] ?? 0) >= TEXT_INK) inked = true;
    if (inked && open === undefined) open = x;
    if (!inked && open !== undefined) {
      glyphs.push({ x: open, end: x - 1 });
      open = undefined;
    }
  }
  return glyphs;
};

/** A text line has at least two glyphs, none of them much wider than high ("mm" may be joined), and holes between its strokes. */
function isText(strip: Strip, line: TextLine, bar: Bar): boolean {
  const height = line.bottom - line.top + 1;
  if (height < MIN_HEIGHT || height > MAX_HEIGHT || line.glyphs.length < 2) return false;
  const [first] = line.glyphs;
  if (first === undefined || first.x < bar.x - 4 || first.x > Math.max(bar.x + NEAR, bar.end)) return false;
  if (line.glyphs.some((glyph) => glyph.end - glyph.x + 1 > 4 * height)) return false;
  let ink = 0;
  let cells = 0;
  for (const glyph of line.glyphs) {
    for (let y = line.top; y <= line.bottom; y++) ink += inkIn(strip, y, glyph.x, glyph.end, TEXT_INK);
    cells += (glyph.end - glyph.x + 1) * height;
  }
  return ink < 0.85 * cells;
}

const inked = (strip: Strip, y: number): boolean => inkIn(strip, y, 0, strip.width - 1, TEXT_INK) > 0;

/** The label of a bar: the one line of text above it (below it in old ZooProcess), with two blank rows beyond. */
export function findLabel(strip: Strip, bar: Bar): TextLine | undefined {
  return lineFrom(strip, bar, bar.top - 1, -1) ?? lineFrom(strip, bar, bar.bottom + 1, 1);
}

function lineFrom(strip: Strip, bar: Bar, start: number, step: 1 | -1): TextLine | undefined {
  const inside = (y: number) => y >= 0 && y < strip.rows;
  let near = start;
  while (inside(near) && Math.abs(near - start) <= MAX_GAP && !inked(strip, near)) near += step;
  if (!inside(near) || near === start || !inked(strip, near)) return undefined;
  let far = near;
  while (inside(far + step) && inked(strip, far + step)) far += step;
  const [top, bottom] = step < 0 ? [far, near] : [near, far];
  const line = { top, bottom, glyphs: glyphsOf(strip, top, bottom) };
  if (!isText(strip, line, bar)) return undefined;
  const blank = step < 0 ? isClean(strip, Math.max(0, top - 2), top - 1, TEXT_INK) : isClean(strip, bottom + 1, strip.rows - 1, TEXT_INK);
  return blank ? line : undefined;
}

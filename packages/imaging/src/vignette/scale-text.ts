import type { TextLine } from "./footer-label.ts";
import type { Strip } from "./footer-strip.ts";
import { type Glyph, glyphAt, readDigit, strokesAt } from "./glyph.ts";

type Part = { readonly glyph: Glyph; readonly gap: number };

const heightOf = (glyph: Glyph): number => glyph.bottom - glyph.top + 1;

/** A digit stands on the baseline and is as high as the line; a decimal point is a speck on the baseline. */
const isDigitLike = (glyph: Glyph, line: { top: number; baseline: number }): boolean =>
  glyph.top <= line.top + 1 && Math.abs(glyph.bottom - line.baseline) <= 1 && glyph.end - glyph.x <= heightOf(glyph);

const isPoint = (glyph: Glyph, baseline: number): boolean => heightOf(glyph) <= 2 && glyph.end - glyph.x <= 1 && glyph.bottom === baseline;

/** "mm" shows six strokes and stays on the baseline; of the units in use only the micrometre goes below it. */
function unitMm(strip: Strip, parts: readonly Part[], baseline: number): number | null {
  const [first] = parts;
  if (first === undefined) return null;
  if (first.glyph.bottom > baseline) return 0.001;
  const end = parts.findIndex((part, i) => i > 0 && part.gap > heightOf(part.glyph) / 2);
  const word = end < 0 ? parts : parts.slice(0, end);
  if (word.some((part) => part.glyph.bottom > baseline)) return null;
  const last = word[word.length - 1] ?? first;
  // Smoothed type runs together in the middle, serifs on the baseline.
  const rows = [Math.round((first.glyph.top + baseline) / 2), baseline];
  return rows.some((y) => strokesAt(strip, y, first.glyph.x, last.glyph.end) === 6) ? 1 : null;
}

/** Reads "1 mm", "0.5mm", "100 µm"... in any small font: digits 0, 1, 2, 5 only, which round lengths are made of. Null when in doubt. */
export function readLength(strip: Strip, line: TextLine): number | null {
  const parts: Part[] = line.glyphs.map((box, i) => {
    const before = line.glyphs[i - 1];
    return { glyph: glyphAt(strip, box, line.top, line.bottom), gap: before === undefined ? 0 : box.x - before.end - 1 };
  });
  const first = parts[0]?.glyph;
  if (first === undefined) return null;
  const baseline = first.bottom;
  const unitAt = parts.findIndex(({ glyph }) => !isPoint(glyph, baseline) && !isDigitLike(glyph, { top: line.top, baseline }));
  if (unitAt < 1) return null;
  const digits = parts.slice(0, unitAt).map(({ glyph }) => (isPoint(glyph, baseline) ? "." : readDigit(strip, glyph)));
  if (digits.includes(null)) return null;
  const text = digits.join("");
  if (!/^(0|[125]0*|0?\.0*[125]0*|[125]\.[05])$/.test(text)) return null;
  const unit = unitMm(strip, parts.slice(unitAt), baseline);
  const length = unit === null ? 0 : Number(text) * unit;
  return length > 0 ? length : null;
}

import { findLabel, type TextLine } from "./footer-label.ts";
import { FOOTER_ROWS, inkIn, isClean, type Strip, stripOf } from "./footer-strip.ts";
import type { Grey } from "./pixels.ts";
import { type Bar, barLength, findBar } from "./scale-bar.ts";
import { readLength } from "./scale-text.ts";

export type Footer = {
  /** Rows to cut at the bottom. */
  readonly rows: number;
  /** Columns to cut at the right: EcoTaxa widens a small vignette until its bar fits. */
  readonly columns: number;
  readonly how: "bar and label" | "bar";
  readonly barPx: number;
  /** Length of the bar as its label says; null when the label is missing or not read with certainty. */
  readonly barMm: number | null;
};

/** Contrast from which something lies in a footer that should be empty. */
const STRAY = 40;

/** A bar without its label counts only where the known writers put it, alone in an empty footer. */
function standsAlone(strip: Strip, bar: Bar): boolean {
  const above = isClean(strip, 0, bar.top - 2, STRAY);
  const below = isClean(strip, bar.bottom + 2, strip.rows - 1, STRAY);
  const even = inkIn(strip, bar.top, bar.x + 1, bar.end - 1, 150) === barLength(bar) - 2;
  return above && below && even && bar.x >= 4 && bar.x <= 16 && barLength(bar) >= 20 && bar.bottom - bar.top < 3;
}

/** Pixels of row y that depart from the background by more than `levels`. */
const departing = ({ data, width }: Grey, y: number, background: number, levels: number): number => {
  let count = 0;
  for (let x = 0; x < width; x++) if (Math.abs((data[y * width + x] ?? 0) - background) > levels) count += 1;
  return count;
};

/** A row of the picture above a footer of another grey: hardly any pixel of it is the footer's. */
const isOtherGround = (grey: Grey, y: number, background: number): boolean => departing(grey, y, background, 24) > 0.95 * grey.width;

/** Rows to cut: 31 (or what `compute_vignette.txt` says), less where the picture reaches into them, more where the footer's own
 *  flat background goes on and then ends at a picture on another grey. */
function rowsOf(grey: Grey, strip: Strip, highest: number, expected: number): number {
  for (let y = highest - 1; y >= strip.rows - expected && y >= 0; y--) {
    if (departing(grey, strip.top + y, strip.background, STRAY) > 0) return strip.rows - Math.min(y + 1, highest - 1);
  }
  const start = grey.height - expected;
  for (let y = start - 1; y >= Math.max(0, start - 2 * expected); y--) {
    if (isOtherGround(grey, y, strip.background)) return grey.height - 1 - y;
    if (departing(grey, y, strip.background, 8) > 0) return expected;
  }
  return expected;
}

/** Columns right of the picture that hold nothing but the footer's exact grey, where the bar itself made the vignette so wide. */
function paddingOf({ data, width }: Grey, rows: number, background: number, bar: Bar): number {
  if (width - 1 - bar.end > 1) return 0;
  let x = width - 1;
  const isPadding = () => {
    for (let y = 0; y < rows; y++) if (data[y * width + x] !== background) return false;
    return true;
  };
  while (x > 0 && isPadding()) x -= 1;
  return x === 0 ? 0 : width - 1 - x;
}

const highestOf = (bar: Bar, label: TextLine | undefined): number => Math.min(bar.top, label?.top ?? bar.top);

/** Finds the footer that ZooProcess, EcoTaxa and their kin burn under a vignette: a scale bar, usually with a label, in an otherwise
 *  empty band at the bottom. Answers null rather than guess: cutting an organism is worse than keeping a bar. */
export function detectFooter(grey: Grey, expectedRows: number = FOOTER_ROWS): Footer | null {
  const rows = Math.min(Math.max(expectedRows, FOOTER_ROWS), grey.height - 1);
  if (rows < 12 || grey.width < 12) return null;
  const strip = stripOf(grey, rows);
  const bar = findBar(strip);
  if (bar === undefined) return null;
  const label = findLabel(strip, bar);
  if (label === undefined && (grey.height <= FOOTER_ROWS || !standsAlone(strip, bar))) return null;
  const cut = rowsOf(grey, strip, highestOf(bar, label), Math.min(expectedRows, rows));
  const kept = grey.height - cut;
  if (kept < 1) return null;
  return {
    rows: cut,
    columns: paddingOf(grey, kept, strip.background, bar),
    how: label === undefined ? "bar" : "bar and label",
    barPx: barLength(bar),
    barMm: label === undefined ? null : readLength(strip, label),
  };
}

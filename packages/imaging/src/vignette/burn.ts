import { drawText, FONT_ASCENT, textWidth } from "./font.ts";
import { FOOTER_ROWS } from "./footer-strip.ts";
import type { Pixels } from "./pixels.ts";

/** Where ZooProcess and EcoTaxa put the left end of bar and label (pixels). */
const LEFT = 9;
const BAR_FROM_BOTTOM = 5;
const BAR_THICKNESS = 2;
const LABEL_GAP = 3;
const MIN_BAR_PX = 20;

/** Rows that bar and label take. */
export const FOOTER_MIN_ROWS = BAR_FROM_BOTTOM + LABEL_GAP + 2 + FONT_ASCENT;

export type ScaleBar = { readonly lengthPx: number; readonly label: string };

/** The longest bar of 1, 2 or 5 times a power of ten that fits `room` pixels, or the shortest that one can see. */
export function roundBar(pixelSizeUm: number, room: number): ScaleBar {
  if (!(pixelSizeUm > 0)) throw new RangeError(`pixel size: got ${pixelSizeUm}, expected micrometres above 0`);
  const longest = Math.max(room, MIN_BAR_PX) * pixelSizeUm;
  const power = 10 ** Math.floor(Math.log10(longest));
  const fitting = [1, 2, 5].map((n) => n * power).filter((um) => um <= longest * (1 + 1e-9));
  const um = Math.max(...fitting);
  return { lengthPx: Math.max(2, Math.round(um / pixelSizeUm)), label: lengthLabel(um) };
}

/** "200 µm", "1 mm", "0.5 µm": what the bar measures. */
export const lengthLabel = (um: number): string => {
  const [value, unit] = um >= 1000 ? [um / 1000, "mm"] : [um, "µm"];
  return `${Number(value.toPrecision(6))} ${unit}`;
};

export type FooterStyle = {
  readonly rows: number;
  readonly background: number;
  readonly ink: number;
  /** EcoTaxa's bar: one pixel thick, with ticks at its ends. */
  readonly ticks: boolean;
};

/** A footer on the side of the picture: 254 as EcoTaxa (nearly white, so that it can be told from the picture), or black. */
export const footerStyle = (onLight: boolean): FooterStyle => ({
  rows: FOOTER_ROWS,
  background: onLight ? 254 : 0,
  ink: onLight ? 0 : 255,
  ticks: false,
});

function drawBar(dot: (x: number, y: number) => void, height: number, lengthPx: number, ticks: boolean): void {
  const top = height - (ticks ? BAR_FROM_BOTTOM - 1 : BAR_FROM_BOTTOM);
  const thickness = ticks ? 1 : BAR_THICKNESS;
  for (let y = top; y < top + thickness; y++) for (let x = LEFT; x < LEFT + lengthPx; x++) dot(x, y);
  if (!ticks) return;
  for (const x of [LEFT, LEFT + lengthPx - 1]) for (let y = top; y <= top + 2; y++) dot(x, y);
}

/** The picture with a scale bar and its label in a footer below; widened at the right when the bar or the label needs it. */
export function burnFooter(pixels: Pixels, bar: ScaleBar, style: FooterStyle): Pixels {
  const { channels } = pixels;
  const width = Math.max(pixels.width, LEFT + bar.lengthPx + 1, LEFT + 1 + textWidth(bar.label) + 1);
  const height = pixels.height + style.rows;
  const data = new Uint8Array(width * height * channels).fill(style.background);
  const row = pixels.width * channels;
  for (let y = 0; y < pixels.height; y++) data.set(pixels.data.subarray(y * row, (y + 1) * row), y * width * channels);
  const dot = (x: number, y: number) => data.fill(style.ink, (y * width + x) * channels, (y * width + x + 1) * channels);
  drawBar(dot, height, bar.lengthPx, style.ticks);
  // Two rows under the baseline are the tail of the µ.
  const top = height - BAR_FROM_BOTTOM - LABEL_GAP - 2 - FONT_ASCENT;
  drawText(bar.label, (x, y) => dot(LEFT + 1 + x, top + y));
  return { data, width, height, channels };
}

/** What a page is drawn on, in millimetres of paper from its upper left corner. */
export type Sheet = {
  readonly text: (
    text: string,
    at: {
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly points: number;
      readonly bold?: boolean;
      readonly grey?: boolean;
    },
  ) => Promise<void>;
  /** A PNG without transparency, of the size that it is drawn in. */
  readonly image: (
    png: Uint8Array,
    at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  ) => Promise<void>;
  readonly bar: (at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }) => Promise<void>;
};

/** Pixels a millimetre at 300 dpi: of a printed page, and of the vignettes on it. */
export const perMm = 300 / 25.4;
export const pixels = (mm: number): number => Math.max(1, Math.round(mm * perMm));

/** Width of a usual letter, in its height. */
const letter = 0.66;

/** So much of a text as fits into a width; of an id the end is kept, for there ids differ. */
export function cut(text: string, { width, points, keep }: { width: number; points: number; keep: "start" | "end" }): string {
  const most = Math.max(3, Math.floor(width / (points * 0.3528 * letter)));
  if (text.length <= most) return text;
  return keep === "start" ? `${text.slice(0, most - 1)}…` : `…${text.slice(1 - most)}`;
}

import { roundBar } from "@nauplius/imaging";

/** Of an A4 page standing upright; everything here is in millimetres of paper. */
export const paper = { width: 210, height: 297, margin: 12, head: 18, foot: 6 } as const;
const gap = 3;
/** A caption of two lines needs so much room, and two captions side by side so much width. */
export const caption = { height: 6.2, least: 26 } as const;
/** Four of five objects are drawn no longer than this, so that a page shows some dozens. */
const usual = 28;
/** Without a pixel size an object fits into a square of this edge, and its caption says so. */
const fitted = 24;

export type PlateObject = {
  /** Of the vignette, px. */
  readonly width: number;
  readonly height: number;
  /** Micrometres; null: not known. */
  readonly pixelSize: number | null;
};
export type Placed = {
  readonly object: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly cell: number;
};
export type PlateLayout = {
  readonly pages: readonly (readonly Placed[])[];
  /** How many times larger than life; null: no pixel size is known. */
  readonly magnification: number | null;
  /** The one bar of the plate. */
  readonly bar: { readonly width: number; readonly label: string } | null;
};

const room = { width: paper.width - 2 * paper.margin, height: paper.height - 2 * paper.margin - paper.head - paper.foot } as const;

/** The largest magnification at which the usual object is as long as it should be and the largest one fits into a page. */
function magnificationFor(objects: readonly PlateObject[]): number | null {
  const known = objects.flatMap(({ width, height, pixelSize }) =>
    pixelSize === null ? [] : [{ width: (width * pixelSize) / 1000, height: (height * pixelSize) / 1000 }],
  );
  const longest = known.map(({ width, height }) => Math.max(width, height)).sort((a, b) => a - b);
  const most = longest[Math.floor((longest.length - 1) * 0.8)];
  if (most === undefined) return null;
  const widest = Math.max(...known.map(({ width }) => width));
  const highest = Math.max(...known.map(({ height }) => height));
  return Math.min(usual / most, room.width / widest, (room.height - caption.height) / highest);
}

/** Objects in rows, in their order, all at one scale: no object is enlarged or reduced for itself. */
export function layPlate(objects: readonly PlateObject[]): PlateLayout {
  const magnification = magnificationFor(objects);
  const pages: Placed[][] = [];
  let page: Placed[] = [];
  let row: Omit<Placed, "y">[] = [];
  let [x, y, high] = [0, 0, 0];
  const endRow = (): void => {
    if (row.length === 0) return;
    if (page.length > 0 && y + high + caption.height > room.height) {
      pages.push(page);
      [page, y] = [[], 0];
    }
    // Objects of a row stand on one line, their captions below it.
    const top = paper.margin + paper.head + y;
    for (const placed of row) page.push({ ...placed, y: top + high - placed.height });
    y += high + caption.height + gap;
    [row, x, high] = [[], 0, 0];
  };
  for (const [object, { width, height, pixelSize }] of objects.entries()) {
    const perPixel =
      pixelSize === null || magnification === null ? fitted / Math.max(width, height, 1) : (pixelSize * magnification) / 1000;
    const size = { width: width * perPixel, height: height * perPixel };
    const cell = Math.max(size.width, caption.least);
    if (x > 0 && x + cell > room.width) endRow();
    row.push({ object, x: paper.margin + x, ...size, cell });
    high = Math.max(high, size.height);
    x += cell + gap;
  }
  endRow();
  if (page.length > 0) pages.push(page);
  if (magnification === null) return { pages, magnification, bar: null };
  // In hundredths of a millimetre, since a bar is of whole pixels.
  const { lengthPx, label } = roundBar(10 / magnification, 4000);
  return { pages, magnification, bar: { width: lengthPx / 100, label } };
}

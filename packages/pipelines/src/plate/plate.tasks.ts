import { type PlateWords, withValues } from "@nauplius/domain";
import sharp from "sharp";
import { caption, layPlate, type Placed, type PlateLayout, type PlateObject, paper } from "./layout.ts";
import { pdfSheets } from "./pdf-sheet.ts";
import { pngSheet } from "./png-sheet.ts";
import { cut, pixels, type Sheet } from "./sheet.ts";

export type PlatedObject = PlateObject & {
  /** Of the vignette as it is stored; null: without image. */
  readonly bytes: Uint8Array | null;
  readonly taxon: string;
  readonly name: string;
};
export type PlateInput = {
  readonly objects: readonly PlatedObject[];
  readonly title: string;
  readonly words: PlateWords;
  /** Where and when it was made, at the foot of each page. */
  readonly about: string;
  readonly made: Date;
};
export type PlatePage = PlateInput & { readonly page: number };

const size = { title: 11, text: 7, taxon: 6.5, name: 5.5 } as const;
/** Height of a line of so many points, mm. */
const line = (points: number): number => points * 0.3528 * 1.25;

/** Pages that the objects need. */
export const countPages = ({ objects }: Pick<PlateInput, "objects">): number => layPlate(objects).pages.length;

/** One page as a PNG at 300 dpi. */
export async function drawPng({ page, ...plate }: PlatePage): Promise<Uint8Array> {
  const sheet = pngSheet();
  await drawPage(sheet, plate, { layout: layPlate(plate.objects), page });
  return sheet.finish();
}

/** All pages as one PDF. */
export async function drawPdf(plate: PlateInput): Promise<Uint8Array> {
  const sheets = pdfSheets(plate.title, plate.made);
  const layout = layPlate(plate.objects);
  for (const page of layout.pages.keys()) {
    sheets.turn();
    await drawPage(sheets, plate, { layout, page });
  }
  return sheets.finish();
}

type Which = { readonly layout: PlateLayout; readonly page: number };

async function drawPage(sheet: Sheet, { objects, title, words, about }: PlateInput, { layout, page }: Which): Promise<void> {
  const { margin, width, height } = paper;
  const scale = layout.magnification === null ? words.noScale : withValues(words.scale, { times: round(layout.magnification) });
  await sheet.text(cut(title, { width: 120, points: size.title, keep: "start" }), {
    x: margin,
    y: margin,
    width: 120,
    points: size.title,
    bold: true,
  });
  await sheet.text(scale, { x: margin, y: margin + line(size.title), width: 120, points: size.text, grey: true });
  if (layout.bar !== null) {
    const x = width - margin - layout.bar.width;
    await sheet.bar({ x, y: margin + 1, width: layout.bar.width, height: 0.6 });
    await sheet.text(layout.bar.label, { x, y: margin + 2.4, width: layout.bar.width, points: size.text });
  }
  for (const placed of layout.pages[page] ?? [])
    await drawObject(sheet, objects[placed.object], { placed, known: layout.magnification !== null, words });
  const foot = { y: height - margin - line(size.text), points: size.text, grey: true };
  await sheet.text(cut(about, { width: 150, points: size.text, keep: "start" }), { x: margin, width: 150, ...foot });
  await sheet.text(withValues(words.page, { page: page + 1, pages: layout.pages.length }), { x: width - margin - 12, width: 12, ...foot });
}

const round = (times: number): number => Number(times.toPrecision(3));

async function drawObject(
  sheet: Sheet,
  object: PlatedObject | undefined,
  { placed, known, words }: { readonly placed: Placed; readonly known: boolean; readonly words: PlateWords },
): Promise<void> {
  if (object === undefined) return;
  const { x, y, width, height, cell } = placed;
  const png = object.bytes === null ? null : await drawn(object.bytes, placed);
  if (png !== null) await sheet.image(png, { x, y, width, height });
  const below = y + height + 0.8;
  const lacks = object.pixelSize === null && known ? "noPixelSize" : png === null ? "noImage" : null;
  const name = lacks === null ? object.name : withValues(words[lacks], { name: object.name });
  await sheet.text(cut(object.taxon, { width: cell, points: size.taxon, keep: "start" }), {
    x,
    y: below,
    width: cell,
    points: size.taxon,
    bold: true,
  });
  await sheet.text(cut(name, { width: cell, points: size.name, keep: "end" }), {
    x,
    y: below + caption.height / 2 - 0.4,
    width: cell,
    points: size.name,
    grey: true,
  });
}

/** The vignette at no more than 300 dpi, on white; null: it cannot be read (damaged storage), and the plate says so. */
async function drawn(bytes: Uint8Array, { width, height }: Placed): Promise<Uint8Array | null> {
  try {
    const image = sharp(bytes).flatten({ background: "#ffffff" });
    return await image.resize(pixels(width), pixels(height), { fit: "fill", kernel: "cubic", withoutEnlargement: false }).png().toBuffer();
  } catch {
    return null;
  }
}

import { z } from "zod";

const text = z.string().max(200);
/** What a plate says, in the language of whoever asks for it: the page sends the texts of its message catalogue (`plate.sheet`). Arguments stand in braces. */
export const plateWords = z.strictObject({
  about: text,
  scale: text,
  noScale: text,
  noTaxon: text,
  noPixelSize: text,
  noImage: text,
  page: text,
});
export type PlateWords = z.output<typeof plateWords>;

/** English: the catalogue of the pages takes it from here, and so does whoever asks without a page. */
export const englishPlateWords: PlateWords = {
  about: "project {project} · objects: {objects} · {made} UTC",
  scale: "all at one scale, {times} times life",
  noScale: "no pixel size is known: objects are not at one scale",
  noTaxon: "no taxon",
  noPixelSize: "{name} (no pixel size)",
  noImage: "{name} (no image)",
  page: "{page} / {pages}",
};

/** A text of the plate with its arguments put in. */
export const withValues = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** What a plate says. Part of the pages' message catalogue (`plate.sheet`), and here because the worker draws: arguments stand in braces. */
export const plateWords = {
  about: "project {project} · objects: {objects} · {made} UTC",
  scale: "all at one scale, {times} times life",
  noScale: "no pixel size is known: objects are not at one scale",
  noTaxon: "no taxon",
  noPixelSize: "{name} (no pixel size)",
  noImage: "{name} (no image)",
  page: "{page} / {pages}",
} as const;

/** A text of the plate with its arguments put in. */
export const plateText = (word: keyof typeof plateWords, values: Readonly<Record<string, string | number>> = {}): string =>
  plateWords[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

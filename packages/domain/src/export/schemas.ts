import { z } from "zod";
import { filter } from "../filter/schemas.ts";
import { quantityOptions } from "../quantities/schemas.ts";

export const exportFormats = [
  "tsv",
  "backup",
  "annotations",
  "csv",
  "parquet",
  "concentrations",
  "biovolumes",
  "spectra",
  "particles",
] as const;
export const exportFormat = z.enum(exportFormats);
export type ExportFormat = (typeof exportFormats)[number];
/** Tables of figures, not of objects. */
export const quantityFormats = ["concentrations", "biovolumes", "spectra", "particles"] as const satisfies readonly ExportFormat[];
export type QuantityFormat = (typeof quantityFormats)[number];
export const isQuantityFormat = (format: ExportFormat): format is QuantityFormat => quantityFormats.some((one) => one === format);

/** What goes out, and how. A backup always holds everything, as it came. */
export const exportOptions = z.strictObject({
  format: exportFormat,
  filter: filter.default({}),
  /** Which images of an object travel along; only `tsv` and `backup` carry images. */
  images: z.enum(["all", "first", "none"]).default("all"),
  /** `original`: the files as they came; `clean`: without footers; `scaleBar`: clean with a scale bar burned in. */
  imageKind: z.enum(["clean", "original", "scaleBar"]).default("clean"),
  /** One table for each sample or taxon, or one for all. */
  split: z.enum(["none", "sample", "taxon"]).default("sample"),
  typesRow: z.boolean().default(true),
  permalinks: z.boolean().default(true),
  /** CSV for people: cells that a spreadsheet would run as formulas are disarmed. */
  spreadsheetSafe: z.boolean().default(true),
  separator: z.enum([",", ";"]).default(","),
  /** Accepted objects are written as predicted unless a manager chooses otherwise. */
  acceptedAs: z.enum(["predicted", "validated"]).default("predicted"),
  /** Only `concentrations`, `biovolumes`, `spectra` and `particles`; of the filter they take samples alone, so that what is not there is known. */
  quantities: quantityOptions.prefault({}),
});
export type ExportOptions = z.output<typeof exportOptions>;

/** A moment of the project's history: the last annotation event and the last correction that an export knows. */
export const ledgerPosition = z.strictObject({ events: z.int().nonnegative(), edits: z.int().nonnegative() });
export type LedgerPosition = z.output<typeof ledgerPosition>;

import { type ExportOptions, exportOptions, isQuantityFormat, ledgerPosition, projectId, runId, sampleId } from "@nauplius/domain";
import { z } from "zod";

/** What the row of an export run holds: what was asked, and what the person could see when asking. */
export const exportInput = z.object({
  projectId,
  options: exportOptions,
  sampleIds: z.array(sampleId),
  validatedOnly: z.boolean(),
  /** Address of the site, for permanent links. */
  baseUrl: z.string(),
  /** Names and addresses of people are for members. */
  people: z.boolean(),
  /** Tables of quantities: the version of the project's formulas. */
  protocol: z.int().positive().optional(),
  /** The same objects at the same position as an earlier export. */
  again: z.object({ run: runId, position: ledgerPosition, at: z.string() }).nullable(),
});
export type ExportInput = z.output<typeof exportInput>;

/** A backup holds everything, as it came; a table of quantities is one table without images. */
export function settled(options: ExportOptions): ExportOptions {
  if (isQuantityFormat(options.format)) return { ...options, images: "none", split: "none" };
  if (options.format !== "backup") return options;
  return { ...options, filter: {}, images: "all", imageKind: "original", split: "sample", typesRow: true };
}

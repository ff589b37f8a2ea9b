import { type ExportOptions, exportOptions, isQuantityFormat, ledgerPosition, projectId, runId, sampleId } from "@nauplius/domain";
import { z } from "zod";

/** What the row of an export run holds: what was asked, and what the person could see when asking. */
export const exportInput = z.object({
  projectId,
  options: exportOptions,
  sampleIds: z.array(sampleId),
  validatedOnly: z.boolean(),
  /** Who asked for it, by name; the operator at the machine has none. Made again it stays the first one's. */
  by: z.string().default(""),
  /** Address of the site, for permanent links. */
  baseUrl: z.string(),
  /** Names of people are for members. */
  people: z.boolean(),
  /** Their e-mail addresses are for managers. Left out in exports of before: they held addresses wherever they held names. */
  emails: z.boolean().optional(),
  /** Tables of quantities: the version of the project's formulas. */
  protocol: z.int().positive().optional(),
  /** The same objects at the same position as an earlier export. */
  again: z.object({ run: runId, position: ledgerPosition, at: z.string() }).nullable(),
});
export type ExportInput = z.output<typeof exportInput>;

/** Does a file that was made so hold addresses of people? */
export const holdsEmails = (made: Pick<ExportInput, "people" | "emails" | "options">): boolean =>
  (made.emails ?? made.people) && !isQuantityFormat(made.options.format);

/** A backup holds everything, as it came; a table of quantities is one table without images. */
export function settled(options: ExportOptions): ExportOptions {
  if (isQuantityFormat(options.format)) return { ...options, images: "none", split: "none" };
  if (options.format !== "backup") return options;
  return { ...options, filter: {}, images: "all", imageKind: "original", split: "sample", typesRow: true };
}

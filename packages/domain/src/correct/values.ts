import { z } from "zod";
import { isColumnName, levels } from "../object/fields.ts";

/** What a cell of the correction table holds. Empty is null. */
export const correctionValue = z.union([z.string().max(100_000), z.number().finite(), z.null()]);
export type CorrectionValue = z.output<typeof correctionValue>;

/** A column that a manager adds to the project's dictionary. `@` begins the names of what moves (see `@place` below). */
export const newField = z.strictObject({
  level: z.enum(levels),
  name: z
    .string()
    .trim()
    .min(1, "a column needs a name")
    .max(255)
    .regex(/^[^@\p{Cc}][^\p{Cc}]*$/u, "a name without control characters that does not begin with @")
    .refine(isColumnName, "a name that is no word of the machine's own, like constructor or __proto__"),
  type: z.enum(["number", "text"]),
  unit: z.string().trim().max(40).nullable().default(null),
});
export type NewField = z.output<typeof newField>;

/** What an edit event names besides fields: where a row hangs, whether it lies in the trash, what is stale, and the dictionary's own columns.
 *  No column of a project begins with `@`. */
export const placeOf = {
  acquisition: "@acquisition",
  sample: "@sample",
  project: "@project",
  trash: "@trash",
  stale: "@stale",
  type: "@type",
  unit: "@unit",
  field: "@field",
} as const;
export type PlaceField = (typeof placeOf)[keyof typeof placeOf];
const places: ReadonlySet<string> = new Set(Object.values(placeOf));
export const isPlace = (field: string): field is PlaceField => places.has(field);

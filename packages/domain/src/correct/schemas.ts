import { z } from "zod";
import { filter } from "../filter/schemas.ts";
import { acquisitionId, projectId, sampleId } from "../ids.ts";
import { levels } from "../object/fields.ts";

export const level = z.enum(levels);
const value = z.union([z.string().max(100_000), z.number().finite(), z.null()]);
const rowId = z.int().positive();
const field = z.string().min(1).max(255);

/** Days that what was deleted can be restored. */
export const trashDays = 30;
export const maxCells = 20_000;

/** A cell as the person saw it (`before`) and as it should be. */
export const cell = z.strictObject({ id: rowId, field, before: value, value });
export type Cell = z.output<typeof cell>;

/** Rows of a level: by id, or (objects) by filter with the count that the person saw. */
export const rowTarget = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("ids"), ids: z.array(rowId).min(1).max(100_000) }),
  z.strictObject({ by: z.literal("filter"), filter, expected: z.int().nonnegative().nullable().default(null) }),
  z.strictObject({ by: z.literal("all") }),
]);
export type RowTarget = z.output<typeof rowTarget>;

/** What a manager may correct; each is a run, logged and undoable. */
export const correction = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("cells"), level, cells: z.array(cell).min(1).max(maxCells) }),
  z.strictObject({ do: z.literal("set"), level, target: rowTarget, field, value }),
  z.strictObject({ do: z.literal("moveObjects"), target: rowTarget, to: acquisitionId }),
  z.strictObject({ do: z.literal("moveAcquisitions"), ids: z.array(acquisitionId).min(1).max(10_000), to: sampleId }),
  z.strictObject({ do: z.literal("moveSamples"), ids: z.array(sampleId).min(1).max(10_000), to: projectId }),
  z.strictObject({ do: z.literal("mergeInto"), to: projectId }),
  z.strictObject({
    do: z.literal("copy"),
    title: z.string().trim().min(1).max(255),
    /** Left out: everything (a clone). */
    take: z
      .strictObject({
        per: z.enum(["taxon", "sample", "project"]),
        objects: z.int().positive().optional(),
        percent: z.number().positive().max(100).optional(),
      })
      .refine((t) => (t.objects === undefined) !== (t.percent === undefined), "give objects or percent")
      .optional(),
    filter: filter.default({}),
  }),
  z.strictObject({
    do: z.literal("trash"),
    level: z.enum(["sample", "acquisition", "object"]),
    target: rowTarget,
    label: z.string().max(255).default(""),
  }),
  z.strictObject({ do: z.literal("restore"), trashId: z.int().positive() }),
  z.strictObject({ do: z.literal("undo"), batchId: z.uuid() }),
]);
export type Correction = z.output<typeof correction>;

/** Shown of a preview: the first rows, before -> after. */
export const previewRows = 100;
export type PreviewRow = {
  readonly id: number;
  readonly name: string;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
};

import { z } from "zod";
import { filter } from "../filter/schemas.ts";
import { acquisitionId, batchId, projectId, sampleId } from "../ids.ts";
import { levels } from "../object/fields.ts";
import { correctionValue, newField } from "./values.ts";

export const level = z.enum(levels);
const rowId = z.int().positive();
const field = z.string().min(1).max(255);

/** Days that what was deleted can be restored. */
export const trashDays = 30;
export const maxCells = 20_000;
/** Samples or acquisitions named in one correction. */
const maxParents = 10_000;

/** A cell as the person saw it (`before`) and as it should be. */
export const cell = z.strictObject({ id: rowId, field, before: correctionValue, value: correctionValue });
export type Cell = z.output<typeof cell>;

const filtered = z.strictObject({ by: z.literal("filter"), filter, expected: z.int().nonnegative().nullable().default(null) });
const everything = z.strictObject({ by: z.literal("all") });
const named = z.strictObject({ by: z.literal("ids"), ids: z.array(rowId).min(1).max(100_000) });

/** Rows of a level: by id, all of the project, or (objects) by filter with the count that the person saw. */
export const rowTarget = z.discriminatedUnion("by", [named, filtered, everything]);
export type RowTarget = z.output<typeof rowTarget>;

/** How much a copy takes of each taxon, of each sample, or of the whole; left out: everything (a clone). */
export const take = z
  .strictObject({
    per: z.enum(["taxon", "sample", "project"]),
    objects: z.int().positive().optional(),
    percent: z.number().positive().max(100).optional(),
  })
  .refine((t) => (t.objects === undefined) !== (t.percent === undefined), "give objects or percent, not both");
export type Take = z.output<typeof take>;

/** Of samples: objects that carry the value that their sample held (place, time or depth) take the new one too. */
const alsoObjects = z.boolean().optional();

/** What a manager may correct; each is a run, logged and undoable. */
export const correction = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("cells"), level, cells: z.array(cell).min(1).max(maxCells), alsoObjects }),
  z.strictObject({ do: z.literal("set"), level, target: rowTarget, field, value: correctionValue, alsoObjects }),
  z.strictObject({ do: z.literal("moveObjects"), target: rowTarget, to: acquisitionId }),
  z.strictObject({ do: z.literal("moveAcquisitions"), ids: z.array(acquisitionId).min(1).max(maxParents), to: sampleId }),
  z.strictObject({ do: z.literal("moveSamples"), ids: z.array(sampleId).min(1).max(maxParents), to: projectId }),
  z.strictObject({ do: z.literal("mergeInto"), to: projectId }),
  z.strictObject({ do: z.literal("copy"), title: z.string().trim().min(1).max(255), take: take.optional(), filter: filter.default({}) }),
  z.strictObject({
    do: z.literal("trash"),
    level: z.enum(["sample", "acquisition", "object"]),
    target: rowTarget,
    label: z.string().max(255).default(""),
  }),
  z.strictObject({ do: z.literal("restore"), trashId: z.int().positive() }),
  z.strictObject({ do: z.literal("addField"), field: newField }),
  z.strictObject({ do: z.literal("setUnit"), level, name: field, unit: z.string().trim().max(40).nullable() }),
  z.strictObject({ do: z.literal("undo"), batchId }),
]);
export type Correction = z.output<typeof correction>;
export type CorrectionKind = Correction["do"];

/** Shown of a preview: the first rows, before -> after. */
export const previewRows = 100;
export type PreviewRow = {
  readonly id: number;
  readonly name: string;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
};

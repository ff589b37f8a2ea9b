import { z } from "zod";
import { importModes } from "./input.ts";

export const checkFacts = z.object({
  mode: z.enum(importModes),
  tables: z.number(),
  rows: z.number(),
  objects: z.number(),
  images: z.number(),
  errors: z.number(),
  /** Errors that leaving objects out would heal. */
  imageErrors: z.number(),
  warnings: z.number(),
  firstError: z.string().nullable(),
  firstFatal: z.string().nullable().default(null),
});
export type CheckFacts = z.output<typeof checkFacts>;

export const loaded = z.object({ objects: z.number(), images: z.number(), skipped: z.number(), leftOut: z.number(), extra: z.number() });
export type Loaded = z.output<typeof loaded>;
export const nothingLoaded: Loaded = { objects: 0, images: 0, skipped: 0, leftOut: 0, extra: 0 };

const names = z.array(z.tuple([z.string(), z.union([z.number(), z.string()]).nullable()]));

/** What the load decided once, at its beginning; it goes on with the same after an interruption. */
export const loadPlan = z.object({
  batch: z.uuid(),
  featureListId: z.number().nullable(),
  features: z.array(z.string()),
  taxa: names,
  people: names,
  madeTaxa: z.array(z.number()),
});
export type LoadPlan = z.output<typeof loadPlan>;

export const updatePlan = z.object({ batch: z.uuid(), labels: z.uuid(), at: z.iso.datetime() });
export type UpdatePlan = z.output<typeof updatePlan>;

/** Where an import stands: written in the transaction of the work it describes. */
export const importCursor = z.union([
  z.object({ step: z.literal("check") }),
  z.object({ step: z.literal("checked"), facts: checkFacts }),
  z.object({ step: z.literal("load"), facts: checkFacts, plan: loadPlan, seq: z.number(), loaded }),
  z.object({ step: z.literal("published"), facts: checkFacts, loaded }),
  z.object({ step: z.literal("update"), facts: checkFacts, plan: updatePlan, seq: z.number(), objects: z.number() }),
  z.object({ step: z.literal("updated"), facts: checkFacts, objects: z.number() }),
  z.object({ step: z.literal("clearing"), madeTaxa: z.array(z.number()) }),
  z.object({}).transform(() => ({ step: "new" as const })),
]);
export type ImportCursor = z.output<typeof importCursor>;

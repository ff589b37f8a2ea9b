import { projectId, type SegmentSettings, segmentProfileNames, type UnitSettings, unitSettings, whyItWaits } from "@nauplius/domain";
import { z } from "zod";

export const segmentationId = z.coerce.number().int().positive();
export const unitId = z.coerce.number().int().positive();

/** What the run of one unit is given. */
export const unitInput = z.object({ projectId, segmentationId, unitId, name: z.string() });

/** A unit as it was found in the batch: see BatchUnit of packages/pipelines. */
export const foundUnit = z.object({
  name: z.string(),
  kind: z.enum(["scan", "recording", "folder"]),
  file: z.string().nullable(),
  folder: z.string().nullable(),
  blanks: z.array(z.string()).readonly(),
  particles: z.array(z.string()).readonly().default([]),
  native: z.string().nullable().default(null),
  pixelSize: z.number().nullable().default(null),
  navigation: z.string().nullable(),
  startedAt: z.number().nullable(),
  sample: z.string(),
  acquisition: z.string(),
  cells: z.record(z.string(), z.string()),
  reason: z.string().nullable(),
  lacks: z.string().nullable().default(null),
  damage: z.string().nullable().default(null),
  usable: z.boolean(),
  suggestion: z.string().nullable(),
});
export type FoundUnit = z.output<typeof foundUnit>;

export const profileName = z.enum(segmentProfileNames);

/** The unit with what a person said about it. */
export function described(unit: FoundUnit, raw: unknown): { readonly unit: FoundUnit; readonly settings: UnitSettings } {
  const settings = unitSettings.parse(raw);
  const { sample = unit.sample, acquisition = unit.acquisition, subPart } = settings;
  const cells: Record<string, string> = { ...unit.cells, sample_id: sample, acq_id: acquisition };
  if (subPart !== undefined) cells.acq_sub_part = String(subPart);
  // Another file has tags of its own.
  const pixelSize = settings.instead === undefined ? unit.pixelSize : null;
  return { unit: { ...unit, sample, acquisition, cells, pixelSize }, settings };
}

/** May it start? What waits for a person starts when one has said what it is, or that it is well as it is. */
export const mayStart = ({ usable, lacks, damage }: FoundUnit, reason: string, batch: SegmentSettings, own: UnitSettings): boolean =>
  usable && whyItWaits({ usable, lacks, damage, reason }, batch, own) === null;

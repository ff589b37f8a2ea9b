import type { Sight } from "@nauplius/db";
import { projectId, quantityOptions, sampleId } from "@nauplius/domain";
import { z } from "zod";

/** What figures may be asked for. */
export const quantitiesAsked = z.strictObject({
  projectId,
  what: z
    .array(z.enum(["concentrations", "biovolumes", "spectra"]))
    .min(1)
    .max(3),
  samples: z.array(sampleId).max(5_000).default([]),
  quantities: quantityOptions.prefault({}),
});
export type QuantitiesAsked = z.output<typeof quantitiesAsked>;

/** What the row of a run that counts holds. `asked` finds it again: the same question of somebody who sees the same. */
export const countInput = z.object({
  projectId,
  what: quantitiesAsked.shape.what,
  samples: z.array(sampleId),
  quantities: quantityOptions,
  sampleIds: z.array(sampleId),
  validatedOnly: z.boolean(),
  protocol: z.int(),
  asked: z.string(),
});
export type CountInput = z.output<typeof countInput>;

export function askedBy({ what, samples, quantities }: QuantitiesAsked, { sampleIds, validatedOnly }: Sight, protocol: number): string {
  return JSON.stringify([protocol, [...what].sort(), [...samples].sort(), quantities, [...sampleIds].sort(), validatedOnly]);
}

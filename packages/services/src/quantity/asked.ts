import type { Db, Sight } from "@nauplius/db";
import { type ProjectId, projectId, type QuantityOptions, quantityOptions, sampleId } from "@nauplius/domain";
import { z } from "zod";
import { refuseStrange } from "../taxon/usable.ts";

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

/** A refusal where taxa are recast that are not of this project; null where all are. */
export const refuseRecast = (db: Db, project: ProjectId, { recast }: Pick<QuantityOptions, "recast">) =>
  refuseStrange(
    db,
    recast.flatMap(({ from, to }) => (to === null ? [from] : [from, to])),
    project,
    "quantities.recast",
  );

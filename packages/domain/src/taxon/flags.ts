import { z } from "zod";

export const taxonKinds = ["phylogenetic", "morphological"] as const;
export type TaxonKind = (typeof taxonKinds)[number];
export const taxonStatuses = ["approved", "unreviewed", "deprecated"] as const;
export type TaxonStatus = (typeof taxonStatuses)[number];
export const extents = ["whole", "part", "several"] as const;

/** Flags are inherited down the tree; null means "as the parent". `confirmed` is set by a person. */
export const taxonFlags = z.strictObject({
  living: z.boolean().nullable(),
  extent: z.enum(extents).nullable(),
  countsAsIndividual: z.boolean().nullable(),
});
export type TaxonFlags = z.output<typeof taxonFlags>;

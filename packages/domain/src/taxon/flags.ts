import { z } from "zod";

export const taxonKinds = ["phylogenetic", "morphological"] as const;
export type TaxonKind = (typeof taxonKinds)[number];
export const taxonStatuses = ["approved", "unreviewed", "deprecated"] as const;
export type TaxonStatus = (typeof taxonStatuses)[number];
export const extents = ["whole", "part", "several"] as const;
export type Extent = (typeof extents)[number];

/** Flags are inherited down the tree; null means "as the parent". `confirmed` is set by a person. */
export const taxonFlags = z.strictObject({
  living: z.boolean().nullable(),
  extent: z.enum(extents).nullable(),
  countsAsIndividual: z.boolean().nullable(),
});
export type TaxonFlags = z.output<typeof taxonFlags>;

/** Flags with every value known: own, or the nearest ancestor's, or these. */
export type EffectiveFlags = { readonly living: boolean; readonly extent: Extent; readonly countsAsIndividual: boolean };
export const flagDefaults: EffectiveFlags = { living: true, extent: "whole", countsAsIndividual: true };

/** Resolves flags up a lineage: the taxon first, the root last. */
export function inheritedFlags(lineage: readonly TaxonFlags[]): EffectiveFlags {
  const nearest = <K extends keyof TaxonFlags>(key: K) => lineage.find((flags) => flags[key] !== null)?.[key];
  return {
    living: nearest("living") ?? flagDefaults.living,
    extent: nearest("extent") ?? flagDefaults.extent,
    countsAsIndividual: nearest("countsAsIndividual") ?? flagDefaults.countsAsIndividual,
  };
}

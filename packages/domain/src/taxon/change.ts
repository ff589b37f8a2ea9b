import { z } from "zod";
import { taxonId } from "../ids.ts";
import { taxonFlags } from "./flags.ts";
import { taxonName, taxonPatch } from "./schemas.ts";

/** One change of one taxon of the site's tree, as an editor asks for it; a preview takes the same. */
export const taxonChange = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("edit"),
    patch: taxonPatch.refine((patch) => Object.keys(patch).length > 0, "nothing is to be changed"),
  }),
  /** Null: to the roots. */
  z.strictObject({ kind: z.literal("move"), parentId: taxonId.nullable() }),
  /** All of it goes to another taxon: children, names, objects. */
  z.strictObject({ kind: z.literal("merge"), into: taxonId }),
  /** Nobody labels with it any more; objects keep it until their managers re-label them. */
  z.strictObject({ kind: z.literal("deprecate"), replacedBy: taxonId.nullable() }),
  z.strictObject({ kind: z.literal("restore") }),
  /** A project's own taxon becomes the site's: everybody may label with it. */
  z.strictObject({ kind: z.literal("adopt") }),
  /** A person says what the flags are; null inherits. */
  z.strictObject({ kind: z.literal("flags"), flags: taxonFlags }),
  z.strictObject({ kind: z.literal("addSynonym"), name: taxonName }),
  z.strictObject({ kind: z.literal("removeSynonym"), synonymId: z.int().positive() }),
]);
export type TaxonChange = z.output<typeof taxonChange>;
export type TaxonChangeOf<K extends TaxonChange["kind"]> = Extract<TaxonChange, { kind: K }>;

/** Which objects a manager re-labels: all of a taxon's, or those that nobody validated. */
export const relabelChoices = ["all", "notValidated"] as const;
export type RelabelChoice = (typeof relabelChoices)[number];

import { z } from "zod";
import { taxonFlags, taxonKinds, taxonStatuses } from "./flags.ts";
import { searchName } from "./search-name.ts";

/** `<` separates a display name's ancestors, so that no name may hold it. */
export const taxonName = z
  .string()
  .transform((name) => name.replace(/\s+/g, " ").trim())
  .pipe(
    z
      .string()
      .min(1, "a taxon needs a name")
      .max(200)
      .regex(/^[^<>\p{Cc}]*$/u, "a name holds no < and no control characters; write the parent in its own field")
      .refine((name) => searchName(name) !== "", "a name needs at least one letter or digit"),
  );

export const taxonRank = z.string().trim().toLowerCase().max(60);
export const aphiaId = z.int().positive().max(2_147_483_647).nullable();

export const taxonFields = {
  name: taxonName,
  kind: z.enum(taxonKinds),
  rank: taxonRank,
  /** Deprecation has its own verb: it needs a replacement or a reason. */
  status: z.enum(taxonStatuses).exclude(["deprecated"]),
  aphiaId,
  author: z.string().trim().max(300),
  sourceUrl: z.union([z.literal(""), z.url({ protocol: /^https?$/, error: "expected a web address, like https://…" }).max(500)]),
} as const;

export const taxonPatch = z.strictObject(taxonFields).partial();
export type TaxonPatch = z.output<typeof taxonPatch>;

export const newTaxon = z.strictObject({
  name: taxonFields.name,
  kind: taxonFields.kind.default("phylogenetic"),
  rank: taxonFields.rank.default(""),
  status: taxonFields.status.default("approved"),
  aphiaId: aphiaId.default(null),
  author: taxonFields.author.default(""),
});

export const taxonFlagsChange = taxonFlags;
/** Most names that one project puts on its keys and at the head of its lists. */
export const maxPreset = 200;

/** How a search hit answers the query. */
export const matchKinds = ["exact", "prefix", "infix", "synonym", "fuzzy"] as const;
export type MatchKind = (typeof matchKinds)[number];
/** Hits good enough to apply with Enter alone; others a person must choose. */
export const mayApplyAtOnce = (matched: MatchKind): boolean => matched === "exact" || matched === "prefix" || matched === "synonym";

import { z } from "zod";
import { filter } from "../filter/schemas.ts";
import { batchId, objectId, taxonId } from "../ids.ts";

/** At most this many objects by id in one gesture; more go by filter. */
export const maxObjectsPerGesture = 10_000;
/** A gesture on all that match a filter is done at once up to here; above, it is a run and a reviewer's right. */
export const maxObjectsAtOnce = 5_000;

/** What a person wants of the objects: a taxon, a state, or both. "keep" leaves the taxon as shown. */
export const change = z.strictObject({
  taxonId: z.union([taxonId, z.literal("keep")]),
  state: z.enum(["validated", "dubious", "predicted", "unclassified"]),
});
export type Change = z.output<typeof change>;

export const target = z.discriminatedUnion("by", [
  z.strictObject({
    by: z.literal("ids"),
    /** The version each object had when the person pressed the key. */
    objects: z
      .array(z.strictObject({ id: objectId, version: z.int().nonnegative() }))
      .min(1)
      .max(maxObjectsPerGesture),
  }),
  z.strictObject({ by: z.literal("filter"), filter, expected: z.int().nonnegative() }),
]);
export type Target = z.output<typeof target>;

export const labelGesture = z.strictObject({
  batchId,
  how: z.enum(["one", "page", "filter"]).default("one"),
  target,
  change,
});
export type LabelGesture = z.output<typeof labelGesture>;

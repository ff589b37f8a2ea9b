import { z } from "zod";
import { state } from "../annotation/states.ts";
import { acquisitionId, objectId, sampleId, taxonId } from "../ids.ts";
import { mapRegion } from "../map/region.ts";

/** A column that may be filtered or sorted by: level and name are looked up in the project's dictionary, never pasted into SQL. */
export const fieldRef = z.strictObject({
  level: z.enum(["object", "sample", "acquisition", "process"]),
  name: z.string().min(1).max(255),
});
export type FieldRef = z.output<typeof fieldRef>;

const bounds = z.strictObject({ min: z.number().finite().optional(), max: z.number().finite().optional() });
const day = z.iso.date();

export const fieldTest = z.union([
  z.strictObject({ field: fieldRef, min: z.number().finite().optional(), max: z.number().finite().optional() }),
  z.strictObject({ field: fieldRef, contains: z.string().min(1).max(255) }),
  z.strictObject({ field: fieldRef, equals: z.string().max(1000) }),
  z.strictObject({ field: fieldRef, missing: z.boolean() }),
]);

/** All parts hold together (AND); within a list any may hold (OR). Both bounds count. */
export const filter = z.strictObject({
  states: z.array(state).max(4).optional(),
  taxa: z.array(taxonId).max(500).optional(),
  /** Also the taxa below those named. */
  withChildren: z.boolean().optional(),
  samples: z.array(sampleId).max(5000).optional(),
  acquisitions: z.array(acquisitionId).max(5000).optional(),
  dates: z.strictObject({ from: day.optional(), to: day.optional() }).optional(),
  months: z.array(z.int().min(1).max(12)).max(12).optional(),
  depth: z
    .strictObject({
      min: z.number().finite().optional(),
      max: z.number().finite().optional(),
      how: z.enum(["overlaps", "within"]).default("overlaps"),
    })
    .optional(),
  /** Degrees; west may exceed east across the antimeridian. */
  place: z
    .strictObject({
      south: z.number().min(-90).max(90),
      north: z.number().min(-90).max(90),
      west: z.number().min(-180).max(180),
      east: z.number().min(-180).max(180),
    })
    .optional(),
  annotatedBy: z.array(z.string().min(1).max(64)).max(100).optional(),
  /** By the last annotator, or by anybody who ever annotated the object. */
  annotatedEver: z.boolean().optional(),
  annotatedAt: z.strictObject({ from: day.optional(), to: day.optional() }).optional(),
  /** When the objects' batch was published here, UTC. */
  importedAt: z.strictObject({ from: day.optional(), to: day.optional() }).optional(),
  score: bounds.optional(),
  proposed: z.boolean().optional(),
  /** Jumped over in page mode, and taken after a check. */
  accepted: z.boolean().optional(),
  fields: z.array(fieldTest).max(20).optional(),
  /** One of the tests of columns is enough (OR); left out, all hold (AND). */
  anyField: z.boolean().optional(),
  objects: z.array(objectId).max(100_000).optional(),
  /** Original object ids as written in the imported files. */
  originalIds: z.array(z.string().min(1).max(255)).max(10_000).optional(),
  /** The objects of the project that lie nearest to these (to their mean, where they are several) for the network that looked at them. */
  like: z.array(objectId).min(1).max(200).optional(),
  /** Clusters of the project's last comparison. */
  clusters: z.array(z.int().min(0).max(2_147_483_647)).max(500).optional(),
  /** Validated objects whose label the last comparison doubts. */
  suspect: z.boolean().optional(),
  /** What lies within an outline that was drawn on a map of the project's objects. */
  region: mapRegion.optional(),
});
export type Filter = z.output<typeof filter>;

export const sortKeys = [
  "id",
  "name",
  "taxon",
  "state",
  "score",
  "margin",
  "entropy",
  /** To the objects of the filter's `like`; 1 is the same direction. */
  "likeness",
  /** Of the mean of its taxon: outliers have most. */
  "distance",
  /** Of a validated label, 0..1. */
  "suspicion",
  /** Clusters one after the other, alike ones beside each other, and within one from its centre outwards. */
  "cluster",
  "annotatedAt",
  "date",
  "depth",
  "latitude",
  "longitude",
  "sample",
  "size",
  "random",
] as const;
export type SortKey = (typeof sortKeys)[number];
export const sort = z.strictObject({
  by: z.union([z.enum(sortKeys), fieldRef]),
  direction: z.enum(["ascending", "descending"]).default("ascending"),
});
export type Sort = z.output<typeof sort>;
export const defaultSort: Sort = { by: "id", direction: "ascending" };

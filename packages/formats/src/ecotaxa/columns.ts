import type { Level } from "@nauplius/domain";

/** EcoTaxa's prefix of each level's columns. */
export const levelPrefixes = { object: "object", sample: "sample", acquisition: "acq", process: "process" } as const satisfies Record<
  Level,
  string
>;
/** Order in which EcoTaxa writes the levels. */
export const levelOrder = ["object", "sample", "process", "acquisition"] as const satisfies readonly Level[];

export const levelOfPrefix: ReadonlyMap<string, Level> = new Map([
  ["object", "object"],
  ["sample", "sample"],
  ["acq", "acquisition"],
  ["process", "process"],
]);

/** Columns whose meaning is fixed; all others with a level's prefix are free. In the order in which they are written. */
const fields = [
  "object_id",
  "object_lat",
  "object_lon",
  "object_date",
  "object_time",
  "object_link",
  "object_depth_min",
  "object_depth_max",
  "object_annotation_status",
  "object_annotation_person_name",
  "object_annotation_person_email",
  "object_annotation_date",
  "object_annotation_time",
  "object_annotation_category",
  "object_annotation_category_id",
  "object_annotation_hierarchy",
  "object_annotation_score",
  "complement_info",
  "img_file_name",
  "img_rank",
  "sample_id",
  "sample_dataportal_descriptor",
  "process_id",
  "acq_id",
  "acq_instrument",
] as const;
export type Field = (typeof fields)[number];

const fieldSet: ReadonlySet<string> = new Set(fields);
export const isField = (name: string): name is Field => fieldSet.has(name);

/** Permanent link to the object in the instance that exported it: ignored when read, so that a round trip adds nothing. */
export const permalinkColumn = "object_nauplius_link";

/** Database internals of EcoTaxa's own exports. */
const internals: ReadonlySet<string> = new Set([
  "objid",
  "processid_internal",
  "acq_id_internal",
  "sample_id_internal",
  "classif_id",
  "classif_who",
  "classif_auto_id",
  "classif_auto_name",
  "classif_auto_score",
  "classif_auto_when",
]);
/** Internals whose name a person may also have chosen: skipped only beside one of those above. */
const ambiguousInternals: ReadonlySet<string> = new Set(["object_random_value", "object_sunpos", "sample_lat", "sample_long"]);

export function isInternal(name: string, header: ReadonlySet<string>): boolean {
  if (internals.has(name)) return true;
  return ambiguousInternals.has(name) && (header.has("objid") || header.has("sample_id_internal"));
}

/** Names of parents that a table does not give. */
export const dummyId = (parent: string | number): string => `__DUMMY_ID__${parent}__`;

import type { FieldDefinition, Level } from "./fields.ts";

export type FixedField = {
  readonly name: string;
  /** Column of the level's table. */
  readonly column: string;
  readonly type: "number" | "text" | "date" | "time" | "instant";
  readonly unit: string | null;
  readonly min?: number;
  readonly max?: number;
  readonly required?: boolean;
};

/** Fields with a column of their own, by level; names as in EcoTaxa files without the prefix. All other names are free columns. An `edit_event`
 *  names its field so. */
export const fixedFields: Record<Level, readonly FixedField[]> = {
  sample: [
    { name: "id", column: "name", type: "text", unit: null, required: true },
    { name: "lat", column: "latitude", type: "number", unit: "degree", min: -90, max: 90 },
    { name: "lon", column: "longitude", type: "number", unit: "degree", min: -180, max: 180 },
    { name: "started_at", column: "started_at", type: "instant", unit: "UTC" },
    { name: "depth_min", column: "depth_min", type: "number", unit: "m" },
    { name: "depth_max", column: "depth_max", type: "number", unit: "m" },
    { name: "dataportal_descriptor", column: "dataportal_descriptor", type: "text", unit: null },
  ],
  acquisition: [
    { name: "id", column: "name", type: "text", unit: null, required: true },
    { name: "instrument", column: "instrument", type: "text", unit: null },
    { name: "pixel_size", column: "pixel_size", type: "number", unit: "µm", min: 0.01, max: 10_000 },
  ],
  process: [
    { name: "id", column: "name", type: "text", unit: null, required: true },
    { name: "dialect", column: "dialect", type: "text", unit: null },
  ],
  object: [
    { name: "id", column: "original_id", type: "text", unit: null, required: true },
    { name: "lat", column: "latitude", type: "number", unit: "degree", min: -90, max: 90 },
    { name: "lon", column: "longitude", type: "number", unit: "degree", min: -180, max: 180 },
    { name: "date", column: "date", type: "date", unit: "UTC" },
    { name: "time", column: "time", type: "time", unit: "UTC" },
    { name: "depth_min", column: "depth_min", type: "number", unit: "m" },
    { name: "depth_max", column: "depth_max", type: "number", unit: "m" },
    { name: "link", column: "link", type: "text", unit: null },
    { name: "complement_info", column: "complement_info", type: "text", unit: null },
  ],
};

export const fixedField = (level: Level, name: string): FixedField | undefined => fixedFields[level].find((f) => f.name === name);

/** Free columns that every project may fill, whether its files had them or not: numbers above zero from which our own columns follow. */
export const offeredFields = [
  { level: "acquisition", name: "sub_part", type: "number", unit: null },
] as const satisfies readonly FieldDefinition[];
export const isOffered = (level: Level, name: string): boolean => offeredFields.some((f) => f.level === level && f.name === name);

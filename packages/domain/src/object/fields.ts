/** Levels of the tables that files and the correction table know. */
export const levels = ["sample", "acquisition", "process", "object"] as const;
export type Level = (typeof levels)[number];

export type FieldType = "number" | "text";
/** One free column of a project's dictionary. */
export type FieldDefinition = { readonly level: Level; readonly name: string; readonly type: FieldType; readonly unit: string | null };

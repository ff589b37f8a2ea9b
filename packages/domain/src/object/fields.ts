/** Levels of the tables that files and the correction table know. */
export const levels = ["sample", "acquisition", "process", "object"] as const;
export type Level = (typeof levels)[number];

export type FieldType = "number" | "text";
/** One free column of a project's dictionary. */
export type FieldDefinition = { readonly level: Level; readonly name: string; readonly type: FieldType; readonly unit: string | null };

/** May a column be called so? Every object of JavaScript answers to a few names (constructor, __proto__): rows would seem to have a value there. */
export const isColumnName = (name: string): boolean => !(name in Object.prototype);

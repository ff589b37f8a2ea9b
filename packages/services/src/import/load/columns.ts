import type { KnownField, NewField, StagedTable } from "@nauplius/db";
import { type FieldType, featureNames, isFeature, type Level } from "@nauplius/domain";
import { addSummaries, type ColumnSummary, columnType } from "@nauplius/formats";
import type { StoredHeader } from "../check/tables.ts";

/** Where the cells of one free column go. */
export type ColumnTarget =
  | { readonly to: "feature"; readonly at: number; readonly name: string }
  | { readonly to: "free"; readonly name: string; readonly type: FieldType }
  | { readonly to: "parent" };

export type ColumnPlan = {
  /** Names of the measured features, in the order of `object.features`. */
  readonly features: readonly string[];
  readonly fields: readonly NewField[];
  /** By table, in the order of its free columns. */
  readonly targets: ReadonlyMap<string, readonly ColumnTarget[]>;
};

export type ImportTable = StagedTable<StoredHeader, readonly ColumnSummary[]>;

/** Units that the names imply in every file that we know. */
const units: Readonly<Record<string, string>> = {
  "sample.tot_vol": "m3",
  "process.pixel": "um",
  "process.particle_pixel_size_mm": "mm",
  "acquisition.volimage": "L",
};

/** One plan for all tables of an import: features by the catalogue, everything else into the dictionary with the type that it deserves. */
export function planColumns(tables: readonly ImportTable[], known: readonly KnownField[]): ColumnPlan {
  const settled = new Map(known.map((f) => [`${f.level}.${f.name}`, f.type]));
  const summed = new Map<string, ColumnSummary>();
  for (const table of tables)
    for (const column of table.summary) {
      const key = `${column.level}.${column.name}`;
      const before = summed.get(key);
      summed.set(key, before === undefined ? column : addSummaries(before, column));
    }
  const typeOf = (key: string): FieldType => {
    const column = summed.get(key);
    return settled.get(key) ?? (column === undefined ? "text" : columnType(column));
  };
  const measured = (level: Level, name: string): boolean => level === "object" && isFeature(name) && typeOf(`object.${name}`) === "number";
  const features = featureNames.filter((name) => summed.has(`object.${name}`) && measured("object", name));
  const place = new Map(features.map((name, at) => [name, at]));
  const targetOf = (level: Level, name: string): ColumnTarget => {
    if (level !== "object") return { to: "parent" };
    const at = place.get(name);
    return at === undefined ? { to: "free", name, type: typeOf(`object.${name}`) } : { to: "feature", at, name };
  };
  const fields = [...summed.values()]
    .filter((c) => !measured(c.level, c.name))
    .map((c): NewField => {
      const key = `${c.level}.${c.name}`;
      return { level: c.level, name: c.name, type: typeOf(key), unit: units[key] ?? null };
    });
  return { features, fields, targets: new Map(tables.map((t) => [t.file, t.header.free.map((c) => targetOf(c.level, c.name))])) };
}

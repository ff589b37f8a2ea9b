import type { UpdatedObject } from "@nauplius/db";
import type { Level } from "@nauplius/domain";
import { type EcoTaxaRow, printFloat32, readNumber } from "@nauplius/formats";
import type { ColumnTarget, ImportTable } from "../load/columns.ts";

type Value = string | number | null;
export type Row = Omit<EcoTaxaRow, "numbers">;

/** One cell that the file would change. */
export type Change = {
  readonly level: Level;
  readonly id: number;
  readonly name: string;
  readonly field: string;
  readonly before: Value;
  readonly after: Value;
};

/** What a row says of the object's fixed fields; an empty cell says nothing. */
const fixedOf = (row: Row) =>
  ({
    lat: row.latitude,
    lon: row.longitude,
    date: row.date,
    time: row.time,
    depth_min: row.depthMin,
    depth_max: row.depthMax,
    link: row.link,
    complement_info: row.complement,
  }) as const;

/** A feature as people see it: the exact number where one is kept, else the shortest print of single precision. */
function shown(object: UpdatedObject, name: string): Value {
  const exact = object.free[name];
  if (exact !== undefined) return exact;
  const at = object.featureNames?.indexOf(name) ?? -1;
  const measured = at < 0 ? null : (object.features?.[at] ?? null);
  return measured === null ? null : Number(printFloat32(measured));
}

function wanted(text: string, target: ColumnTarget): Value {
  if (target.to === "free" && target.type === "text") return text;
  const number = readNumber(text);
  return typeof number === "number" ? number : null;
}

/** Cells of the object itself that the row changes. */
export function objectChanges(row: Row, object: UpdatedObject, targets: readonly ColumnTarget[]): Change[] {
  const of = { level: "object", id: object.id, name: object.name } as const;
  const fixed = Object.entries(fixedOf(row)).flatMap(([field, after]): Change[] => {
    const before = object.fixed[field as keyof UpdatedObject["fixed"]];
    return after === null || same(before, after) ? [] : [{ ...of, field, before, after }];
  });
  const free = row.texts.flatMap((text, i): Change[] => {
    const target = targets[i];
    if (text === null || target === undefined || target.to === "parent") return [];
    const after = wanted(text, target);
    const before = target.to === "feature" ? shown(object, target.name) : (object.free[target.name] ?? null);
    return after === null || same(before, after) ? [] : [{ ...of, field: target.name, before, after }];
  });
  return [...fixed, ...free];
}

/** Cells of what stands above the object: the texts of the file as they are. */
export function parentChanges(row: Row, object: UpdatedObject, table: ImportTable): Change[] {
  const parents = { sample: object.sample, acquisition: object.acquisition, process: object.process };
  const named = { sample: row.sampleId, acquisition: row.acquisitionId, process: row.processId };
  const changes = table.header.free.flatMap((column, i): Change[] => {
    const text = row.texts[i] ?? null;
    if (column.level === "object" || text === null) return [];
    const parent = parents[column.level];
    if (parent === null || named[column.level] === null) return [];
    const before = parent.free[column.name] ?? null;
    return same(before, text) ? [] : [{ level: column.level, id: parent.id, name: parent.name, field: column.name, before, after: text }];
  });
  const { sample, acquisition } = object;
  const descriptor = row.dataportalDescriptor;
  if (descriptor !== null && descriptor !== sample.dataportalDescriptor)
    changes.push({
      level: "sample",
      id: sample.id,
      name: sample.name,
      field: "dataportal_descriptor",
      before: sample.dataportalDescriptor,
      after: descriptor,
    });
  if (row.instrument !== null && row.instrument !== acquisition.instrument)
    changes.push({
      level: "acquisition",
      id: acquisition.id,
      name: acquisition.name,
      field: "instrument",
      before: acquisition.instrument,
      after: row.instrument,
    });
  return changes;
}

const same = (before: Value, after: Value): boolean => before !== null && String(before) === String(after);

/** Why the row's parents are not the object's, or null: an update moves nothing. */
export function misplaced(row: Row, object: UpdatedObject): { column: string; value: string; expected: string } | null {
  if (row.sampleId !== null && row.sampleId !== object.sample.name)
    return { column: "sample_id", value: row.sampleId, expected: object.sample.name };
  if (row.acquisitionId !== null && row.acquisitionId !== object.acquisition.name)
    return { column: "acq_id", value: row.acquisitionId, expected: object.acquisition.name };
  return null;
}

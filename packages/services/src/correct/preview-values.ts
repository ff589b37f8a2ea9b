import { type Carried, changesTo, countCarriers, countIds, type Db, freeFields, idsOfList } from "@nauplius/db";
import { type Correction, type Level, ok, type PreviewRow, type ProjectId, previewRows } from "@nauplius/domain";
import { planCells } from "./cells.ts";
import { isSamplePlace, placesSamples } from "./derived/places.ts";
import { isSetting } from "./derived/settings.ts";
import { nothing, type Previewed } from "./preview.ts";
import { sameValue, storedValue } from "./rules.ts";
import { idsOf } from "./targets.ts";

export const placesNote = (fields: string): string =>
  `place, time and depth of the samples follow their objects${fields === "" ? "" : ` (${fields})`}; what was set by hand is marked as out of date`;

/** What else changes when these fields do. */
function followers(level: Level, fields: readonly string[]): string[] {
  const places = fields.filter((f) => placesSamples(level, f));
  const settings = fields.filter((f) => isSetting(level, f));
  return [
    ...(places.length > 0 ? [placesNote(places.join(", "))] : []),
    ...(settings.length > 0
      ? [
          `pixel size, sub-part and dialect of the acquisitions follow ${settings.join(", ")}; what was set by hand is marked as out of date`,
        ]
      : []),
  ];
}

const carriedBy = async (db: Db, of: Parameters<typeof countCarriers>[1]): Promise<{ carried?: Carried }> => {
  const carried = await countCarriers(db, of);
  return carried.objects > 0 ? { carried } : {};
};

export async function cellsPreview(db: Db, project: ProjectId, { level, cells }: Extract<Correction, { do: "cells" }>): Promise<Previewed> {
  const planned = await planCells(db, project, level, cells);
  if (!planned.ok) return planned;
  const names = new Map(planned.value.flatMap((p) => [...p.names]));
  const changes = cells.filter((cell) => !sameValue(cell.before, cell.value));
  const row = (x: (typeof cells)[number]): PreviewRow => ({
    id: x.id,
    name: names.get(x.id) ?? "",
    field: x.field,
    before: x.before,
    after: x.value,
  });
  const notes = followers(level, [...new Set(changes.map((c) => c.field))]);
  const places = level === "sample" ? changes.filter((c) => isSamplePlace(c.field)) : [];
  const fields = [...new Set(places.map((c) => c.field))];
  const of = fields.map((field) => ({ field, samples: idsOfList(places.filter((c) => c.field === field).map((c) => c.id)) }));
  return ok({ ...nothing, rows: changes.length, sample: changes.slice(0, previewRows).map(row), notes, ...(await carriedBy(db, of)) });
}

export async function setPreview(
  db: Db,
  project: ProjectId,
  { level, field, target, value: given }: Extract<Correction, { do: "set" }>,
): Promise<Previewed> {
  const value = storedValue(level, field, given, await freeFields(db, project));
  if (!value.ok) return value;
  const ids = await idsOf(db, project, level, target);
  if (!ids.ok) return ids;
  const matching = target.by === "filter" ? { matching: await countIds(db, ids.value) } : {};
  const { rows, first } = await changesTo(db, { project, level, field }, value.value, ids.value, previewRows);
  const sample = first.map((r) => ({ ...r, field, after: value.value }));
  const places = level === "sample" && rows > 0 && isSamplePlace(field) ? [{ field, samples: ids.value }] : [];
  const notes = rows > 0 ? followers(level, [field]) : [];
  return ok({ ...nothing, rows, ...matching, sample, notes, ...(await carriedBy(db, places)) });
}

import { fieldNamed, insertField, noteEdits, setFieldUnit } from "@nauplius/db";
import { fixedField, isFeature, isOffered, type Level, type NewField, ok, refuse } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { type Step, step, type Work } from "./work.ts";

type Done = Outcome<{ changed: number }>;

/** A new column in the project's dictionary. */
export async function addColumn(work: Work, field: NewField): Promise<Done> {
  const name = `${field.level} ${field.name}`;
  if (
    fixedField(field.level, field.name) !== undefined ||
    isOffered(field.level, field.name) ||
    (field.level === "object" && isFeature(field.name))
  )
    return refuse("conflict", `${name} is a column that every project has`);
  return step(work, async (tx, at): Promise<Outcome<Step<{ changed: number }>>> => {
    if (at.staged) return ok({ to: {}, value: { changed: 1 } });
    const made = await insertField(tx, work.project, field);
    if (made === null) return refuse("conflict", `this project has a column ${name} already`);
    await noteEdits(tx, { project: work.project, batch: work.batch, level: "field", field: "@field" }, [
      { id: made.id, before: null, after: field },
    ]);
    return ok({ to: { staged: true, changed: 1 }, value: { changed: 1 } });
  });
}

/** The unit of a column: what its numbers mean, not what they are. */
export async function setUnit(work: Work, column: { level: Level; name: string; unit: string | null }): Promise<Done> {
  const unit = column.unit === "" ? null : column.unit;
  return step(work, async (tx, at): Promise<Outcome<Step<{ changed: number }>>> => {
    const found = await fieldNamed(tx, work.project, column.level, column.name);
    if (found === null) return refuse("notFound", `this project has no column ${column.level} ${column.name} of its own`);
    if (at.staged || found.unit === unit) return ok({ to: {}, value: { changed: at.changed } });
    await setFieldUnit(tx, found.id, unit);
    await noteEdits(tx, { project: work.project, batch: work.batch, level: "field", field: "@unit" }, [
      { id: found.id, before: found.unit, after: unit },
    ]);
    return ok({ to: { staged: true, changed: 1 }, value: { changed: 1 } });
  });
}

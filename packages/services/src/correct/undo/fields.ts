import {
  deleteField,
  fieldById,
  insertField,
  isFieldUsed,
  noteEdits,
  setFieldUnit,
  type Tx,
  type WholeEdit,
  wholeEdits,
} from "@nauplius/db";
import { type BatchId, newField, ok } from "@nauplius/domain";
import type { Outcome } from "../../verb.ts";
import { type Step, step, type Work } from "../work.ts";

/** Takes back a column that was added (where nothing stands in it) or a unit that was set. */
export async function undoFields(work: Work, of: BatchId, field: string): Promise<Outcome<null>> {
  return step(work, async (tx, at): Promise<Outcome<Step<null>>> => {
    let changed = 0;
    const edits = await wholeEdits(tx, of, { level: "field", field, after: at.last, limit: 1000 });
    for (const edit of edits) changed += (await backOne(tx, work, field, edit)) ? 1 : 0;
    const last = edits.at(-1)?.rowId ?? at.last;
    return ok({ to: { last, changed: at.changed + changed, left: at.left + edits.length - changed }, value: null });
  });
}

async function backOne(tx: Tx, work: Work, field: string, edit: WholeEdit): Promise<boolean> {
  const to = { project: work.project, batch: work.batch, level: "field", field } as const;
  const found = await fieldById(tx, work.project, edit.rowId);
  if (field === "@field" && edit.before === null) {
    if (found === null || (await isFieldUsed(tx, work.project, found.level, found.name))) return false;
    await deleteField(tx, found.id);
    await noteEdits(tx, to, [{ id: edit.rowId, before: edit.after, after: null }]);
    return true;
  }
  if (field === "@field" && edit.after === null) {
    const made = await insertField(tx, work.project, newField.parse(edit.before));
    if (made === null) return false;
    await noteEdits(tx, to, [{ id: made.id, before: null, after: edit.before }]);
    return true;
  }
  if (field !== "@unit" || found === null || found.unit !== edit.after) return false;
  await setFieldUnit(tx, found.id, edit.before === null ? null : String(edit.before));
  await noteEdits(tx, to, [{ id: found.id, before: edit.after, after: edit.before }]);
  return true;
}

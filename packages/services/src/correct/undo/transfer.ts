import { fieldById, holdsText, noteEdits, samplesAt, setFieldType, type Tx, wholeEdits } from "@nauplius/db";
import { type BatchId, ok, projectId } from "@nauplius/domain";
import type { Outcome } from "../../verb.ts";
import { transferSamples } from "../transfer.ts";
import { type Step, step, type Work } from "../work.ts";

const everything = { after: 0, limit: 2_147_483_647 };

/** Takes samples back to the project that they came from; those that moved on since are left. */
export async function undoTransfer(work: Work, of: BatchId): Promise<Outcome<null>> {
  const edits = await wholeEdits(work.db, of, { level: "sample", field: "@project", ...everything });
  const [first] = edits;
  if (first === undefined) return ok(null);
  const [from, to] = [projectId.parse(first.after), projectId.parse(first.before)];
  const there = new Map(
    (
      await samplesAt(
        work.db,
        edits.map((e) => e.rowId),
      )
    ).map((s) => [s.id, s.projectId]),
  );
  const ids = edits.filter((e) => e.rowId <= work.place.at.last || there.get(e.rowId) === from).map((e) => e.rowId);
  const moved = await transferSamples(work, ids, { from, to });
  if (!moved.ok) return moved;
  return step(work, async (tx, at): Promise<Outcome<Step<null>>> => {
    await backTypes(tx, work, of, from);
    return ok({ to: { left: at.left + edits.length - ids.length }, value: null });
  });
}

/** Columns that became text for what came in are numbers again when nothing else needs the text. */
async function backTypes(tx: Tx, work: Work, of: BatchId, project: Work["project"]): Promise<void> {
  for (const edit of await wholeEdits(tx, of, { level: "field", field: "@type", ...everything })) {
    const field = await fieldById(tx, project, edit.rowId);
    if (field === null || field.type !== "text" || (await holdsText(tx, project, field.level, field.name))) continue;
    await setFieldType(tx, field.id, "number");
    const place = { project, batch: work.batch, level: "field", field: "@type", derived: true } as const;
    await noteEdits(tx, place, [{ id: field.id, before: "text", after: "number" }]);
  }
}

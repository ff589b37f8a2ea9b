import { type BatchRow, batchById, type EditGroup, editGroups, markUndone, projectById, type Tx } from "@nauplius/db";
import { type BatchId, isPlace, type Level, levels, ok, type ProjectId, refuse } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { placeRemembered } from "./derived/places.ts";
import { quietly } from "./moves.ts";
import { managesToo } from "./transfer.ts";
import { undoCopy } from "./undo/copy.ts";
import { undoFields } from "./undo/fields.ts";
import { undoMoves } from "./undo/moves.ts";
import { undoProject } from "./undo/project.ts";
import { undoTransfer } from "./undo/transfer.ts";
import { undoTrash } from "./undo/trash.ts";
import { putBackDerived, undoValues } from "./undo/values.ts";
import { type Step, step, type Work } from "./work.ts";

export type Undone = { readonly changed: number; readonly left: number };

export const isLevel = (level: string): level is Level => (levels as readonly string[]).includes(level);

/** The correction that can be taken back here: of this project, or one that brought something into it. */
export async function undoable(db: Tx, project: ProjectId, of: BatchId): Promise<Outcome<BatchRow>> {
  const batch = await batchById(db, of);
  if (batch === null || batch.kind !== "correction" || (batch.projectId !== project && Number(batch.request.toProject) !== project))
    return refuse("notFound", "there is no such correction in this project");
  return ok(batch);
}

/** Both projects of a move between projects; null: the correction was of one project alone. */
export const wayOf = (batch: BatchRow): { from: ProjectId; to: ProjectId } | null => {
  const to = Number(batch.request.toProject ?? 0);
  return to === 0 ? null : { from: batch.projectId, to: to as ProjectId };
};

/** Takes a correction back by writing what stood before; rows that others changed since stay and are counted. */
export async function undoCorrection(work: Work, of: BatchId): Promise<Outcome<Undone>> {
  const found = await undoable(work.db, work.project, of);
  if (!found.ok) return found;
  const batch = found.value;
  if (batch.undoneBy !== null && batch.undoneBy !== work.batch) return refuse("conflict", "this correction was taken back already");
  const way = wayOf(batch);
  if (way !== null) {
    const other = way.from === work.project ? way.to : way.from;
    if ((await projectById(work.db, other)) === null) return refuse("gone", "the other project was deleted for good");
    const may = await managesToo(work, work.project, other, true);
    if (!may.ok) return may;
  }
  if (batch.request.do === "copy") {
    const undone = await undoCopy(work, batch);
    if (!undone.ok) return undone;
  }
  const groups = await editGroups(work.db, of);
  const done = await undoGroups(work, batch, groups);
  if (!done.ok) return done;
  const { changed, left } = work.place.at;
  await work.db.transaction(async (tx) => {
    await markUndone(tx, of, work.batch);
    // Taking back an undo brings the first correction back: it can be taken back again.
    if (batch.ofBatchId !== null) await markUndone(tx, batch.ofBatchId, null);
  });
  return ok({ changed, left });
}

/** `last` runs within a group; the next group begins anew. */
async function undoGroups(work: Work, batch: BatchRow, groups: readonly EditGroup[]): Promise<Outcome<null>> {
  const direct = groups.filter((g) => !g.derived);
  for (const [index, group] of direct.entries()) {
    if (index < work.place.at.part) continue;
    const undone = await undoGroup(work, batch, group);
    if (!undone.ok) return undone;
    const next = await step(
      work,
      async (): Promise<Outcome<Step<null>>> => ok({ to: { part: index + 1, last: 0, made: null }, value: null }),
    );
    if (!next.ok) return next;
    work.handle.progress({ step: "undoing", done: work.place.at.changed + work.place.at.left });
  }
  return quietly(work, async (tx): Promise<Outcome<Step<null>>> => {
    await placeRemembered(tx, work);
    await putBackDerived(tx, work, batch, groups);
    return ok({ to: {}, value: null });
  });
}

async function undoGroup(work: Work, batch: BatchRow, group: EditGroup): Promise<Outcome<null>> {
  const { level, field } = group;
  if (level === "field") return undoFields(work, batch.id, field);
  if (level === "project") return undoProject(work, batch.id);
  if (field === "@trash") return undoTrash(work, batch.id, group);
  if (field === "@project") return undoTransfer(work, batch.id);
  if (level === "object" && field === "@acquisition") return undoMoves(work, batch.id, "object");
  if (level === "acquisition" && field === "@sample") return undoMoves(work, batch.id, "acquisition");
  return isLevel(level) && !isPlace(field) ? undoValues(work, batch.id, level, field) : ok(null);
}

import {
  closeTrash,
  countProjectTrash,
  noteEdits,
  openTrash,
  openTrashOfProject,
  projectById,
  setProjectTrashed,
  type Tx,
  type WholeEdit,
  wholeEdits,
} from "@nauplius/db";
import { type BatchId, ok, projectId, refuse } from "@nauplius/domain";
import type { Outcome } from "../../verb.ts";
import { trashUntil } from "../expiry.ts";
import { type Step, step, type Work } from "../work.ts";

/** Takes a project out of the trash into which a merge or an undone copy put it, or puts it there again. */
export async function undoProject(work: Work, of: BatchId): Promise<Outcome<null>> {
  const [edit] = await wholeEdits(work.db, of, { level: "project", field: "@trash", after: 0, limit: 1 });
  if (edit === undefined) return ok(null);
  return step(work, async (tx, at): Promise<Outcome<Step<null>>> => {
    if (at.last === edit.rowId) return ok({ to: {}, value: null });
    const done = await (edit.after === null ? intoTrash(tx, work, edit) : outOfTrash(tx, work, edit));
    return done.ok ? ok({ to: { last: edit.rowId, changed: at.changed + 1 }, value: null }) : done;
  });
}

async function outOfTrash(tx: Tx, work: Work, edit: WholeEdit): Promise<Outcome<null>> {
  const project = projectId.parse(edit.rowId);
  if ((await projectById(tx, project)) === null) return refuse("gone", "the project was deleted for good");
  const trash = await openTrashOfProject(tx, project);
  // Somebody restored it already.
  if (trash === null) return ok(null);
  await closeTrash(tx, trash, work.clock.now());
  await setProjectTrashed(tx, project, null);
  const place = { project, batch: work.batch, level: "project", field: "@trash" } as const;
  await noteEdits(tx, place, [{ id: project, before: trash, after: null }]);
  return ok(null);
}

async function intoTrash(tx: Tx, work: Work, edit: WholeEdit): Promise<Outcome<null>> {
  const project = projectId.parse(edit.rowId);
  const found = await projectById(tx, project);
  if (found === null) return refuse("gone", "the project was deleted for good");
  if (found.trashedAt !== null) return ok(null);
  const at = work.clock.now();
  const id = await openTrash(tx, { projectId: project, level: "project", label: "", by: work.by, at, expiresAt: trashUntil(at) });
  await countProjectTrash(tx, id, project);
  await setProjectTrashed(tx, project, at);
  const place = { project, batch: work.batch, level: "project", field: "@trash" } as const;
  await noteEdits(tx, place, [{ id: project, before: null, after: id }]);
  return ok(null);
}

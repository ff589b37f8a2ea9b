import { type BatchRow, copyBatchOf, countProjectTrash, noteEdits, openTrash, setProjectTrashed, wasWorkedIn } from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import type { Outcome } from "../../verb.ts";
import { trashUntil } from "../expiry.ts";
import { managesToo } from "../transfer.ts";
import { type Step, step, type Work } from "../work.ts";

/** Takes a copy back: its project goes to the trash, unless somebody worked in it since. */
export async function undoCopy(work: Work, batch: BatchRow): Promise<Outcome<null>> {
  const made = await copyBatchOf(work.db, batch.id);
  if (made === null) return refuse("gone", "the copy was deleted for good");
  const may = await managesToo(work, work.project, made.projectId, true);
  if (!may.ok) return may;
  const at = work.clock.now();
  return step(work, async (tx, place): Promise<Outcome<Step<null>>> => {
    if (place.made !== null) return ok({ to: {}, value: null });
    if (await wasWorkedIn(tx, made.projectId, made.id))
      return refuse("conflict", "somebody worked in the copy since; delete it there if it is not wanted");
    const id = await openTrash(tx, { projectId: made.projectId, level: "project", label: "", by: work.by, at, expiresAt: trashUntil(at) });
    await countProjectTrash(tx, id, made.projectId);
    await setProjectTrashed(tx, made.projectId, at);
    const to = { project: made.projectId, batch: work.batch, level: "project", field: "@trash" } as const;
    await noteEdits(tx, to, [{ id: made.projectId, before: null, after: id }]);
    return ok({ to: { made: id, changed: 1 }, value: null });
  });
}

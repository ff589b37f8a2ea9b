import {
  applyCounterDeltas,
  countTrash,
  type Db,
  expiredTrash,
  missingParents,
  noteEdits,
  openTrash,
  purgeObjects,
  purgeParents,
  recountSamples,
  restoreTrash as restoreRows,
  setProjectTrashed,
  takenNames,
  trashById,
  trashObjects,
  trashParents,
} from "@nauplius/db";
import { type Clock, ok, refuse, trashDays } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { chunk, cursor, inChunks, type Work } from "./work.ts";

const dayMs = 86_400_000;

/** Into the trash; objects in chunks, samples and acquisitions with all below them at once. */
export async function trash(
  work: Work,
  level: "sample" | "acquisition" | "object",
  ids: readonly number[],
  label: string,
): Promise<Outcome<{ changed: number; trash: number }>> {
  const now = work.clock.now();
  const begun = cursor.parse(work.handle.run.cursor);
  const made =
    begun.made ??
    (await work.db.transaction(async (tx) => {
      const id = await openTrash(tx, {
        projectId: work.project,
        level,
        label,
        by: work.by,
        at: now,
        expiresAt: new Date(now.getTime() + trashDays * dayMs),
      });
      await noteEdits(tx, { project: work.project, batch: work.batch, level, field: "trash" }, [{ id, before: null, after: id }]);
      await work.handle.save(tx, { ...begun, made: id });
      Object.assign(work.handle.run.cursor, { ...begun, made: id });
      return id;
    }));
  if (level !== "object") {
    const changed = await work.db.transaction(async (tx) => {
      const samples = await trashParents(tx, work.project, made, level, ids);
      await recountSamples(tx, samples);
      await countTrash(tx, made);
      return ids.length;
    });
    return ok({ changed, trash: made });
  }
  const changed = await inChunks(work, "deleting", ids, async (tx, part) => {
    const gone = await trashObjects(tx, work.project, made, part);
    await applyCounterDeltas(
      tx,
      work.project,
      gone.map((g) => ({ sampleId: g.sampleId, taxonId: g.taxonId, state: g.state, delta: -g.objects })),
    );
    await countTrash(tx, made);
    return gone.reduce((sum, g) => sum + g.objects, 0);
  });
  return ok({ changed, trash: made });
}

/** Back out of the trash, unless names were taken meanwhile. */
export async function restore(work: Work, id: number): Promise<Outcome<{ changed: number }>> {
  const found = await trashById(work.db, id);
  if (found === null || found.projectId !== work.project) return refuse("notFound", "there is no such thing in this project's trash");
  if (found.restoredAt !== null) return ok({ changed: 0 });
  if (found.purgedAt !== null) return refuse("gone", "this was deleted for good; it was in the trash for over thirty days");
  return work.db.transaction(async (tx) => {
    const taken = await takenNames(tx, id);
    if (taken.length > 0)
      return refuse(
        "conflict",
        `cannot restore: ${taken.map((t) => `${t.what} ${t.name}`).join(", ")} came in anew meanwhile; delete or rename those first`,
      );
    const missing = await missingParents(tx, id);
    if (missing.length > 0) return refuse("conflict", `cannot restore: ${missing.join(", ")} lie in the trash too; restore those first`);
    const samples = await restoreRows(tx, id, work.clock.now());
    await recountSamples(tx, samples);
    if (found.level === "project") await setProjectTrashed(tx, work.project, null);
    await noteEdits(
      tx,
      { project: work.project, batch: work.batch, level: found.level === "project" ? "sample" : found.level, field: "trash" },
      [{ id, before: id, after: null }],
    );
    return ok({ changed: found.objects });
  });
}

/** Deletes for good what lay in the trash for longer than it may be restored; in short transactions. */
export async function purgeExpired(db: Db, clock: Clock): Promise<number> {
  let purged = 0;
  for (const t of await expiredTrash(db, clock.now())) {
    for (let more = true; more; ) {
      const gone = await db.transaction((tx) => purgeObjects(tx, t.id, chunk));
      purged += gone;
      more = gone === chunk;
    }
    await db.transaction((tx) => purgeParents(tx, t.id, clock.now()));
  }
  return purged;
}

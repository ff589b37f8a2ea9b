import {
  compileView,
  copyParents,
  copyWithHistory,
  insertProject,
  openBatch,
  projectById,
  publishCopy,
  setProjectTrashed,
  shareDictionary,
  type Take,
  takenIds,
  upsertMembership,
} from "@nauplius/db";
import { defaultSort, type Filter, ok, type ProjectId, refuse } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { cursor, inChunks, type Work } from "./work.ts";

/** A new project with all objects, or a random part of each taxon or sample; annotations, history and vignettes travel along. It is seen when it is whole. */
export async function copy(
  work: Work,
  asked: { title: string; take?: Take; filter: Filter },
): Promise<Outcome<{ changed: number; project: number }>> {
  const source = await projectById(work.db, work.project);
  if (source === null) return refuse("notFound", "the project is no longer there");
  const now = work.clock.now();
  const run = work.handle.run.id;
  const begun = cursor.parse(work.handle.run.cursor);
  const made =
    begun.made ??
    (await work.db.transaction(async (tx) => {
      const id = await insertProject(tx, {
        title: asked.title,
        instrument: source.instrument,
        description: source.description,
        access: "private",
        createdBy: work.by,
        now,
      });
      // In the trash until it is whole: nobody sees half a project.
      await setProjectTrashed(tx, id, now);
      if (work.by !== null)
        await upsertMembership(tx, { projectId: id, userId: work.by, role: "manager", sampleIds: [], expiresAt: null, addedBy: work.by });
      await shareDictionary(tx, work.project, id);
      await openBatch(tx, {
        id: work.batch,
        projectId: id,
        kind: "copy",
        by: work.by,
        at: now,
        request: { from: work.project, ...asked },
        runId: run,
      });
      await work.handle.save(tx, { ...begun, made: id });
      Object.assign(work.handle.run.cursor, { ...begun, made: id });
      return id;
    }));
  const view = await compileView(work.db, { projectId: work.project, sampleIds: [], validatedOnly: false }, asked.filter, defaultSort);
  if (view.unknown.length > 0) return refuse("invalid", `this project has no column ${view.unknown.join(", ")}`);
  const ids = await takenIds(work.db, view, asked.take);
  const to = made as ProjectId;
  const changed = await inChunks(work, "copying", ids, async (tx, part) => {
    await copyParents(tx, to, part);
    await copyWithHistory(tx, to, work.batch, part);
    return part.length;
  });
  await work.db.transaction((tx) => publishCopy(tx, to));
  return ok({ changed, project: made });
}

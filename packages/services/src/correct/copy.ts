import { randomBytes } from "node:crypto";
import {
  adoptTaxa,
  closeBatch,
  copyAliases,
  copyLocalTaxa,
  copyParents,
  copyProtocols,
  copyWithHistory,
  insertProjectLike,
  openBatch,
  projectById,
  publishCopy,
  shareDictionary,
  stageShare,
  stageView,
  upsertMembership,
} from "@nauplius/db";
import { type BatchId, batchId, type Filter, ok, type ProjectId, projectId, refuse, type Take, uuidV7 } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { inChunks, viewOf } from "./targets.ts";
import { type Cursor, type Step, step, type Work } from "./work.ts";

export type CopyAsked = { readonly title: string; readonly take?: Take; readonly filter: Filter };
type Copied = Outcome<{ changed: number; project: number }>;

/** A new project with all objects, or a random part of each taxon or sample; annotations, history and vignettes travel along. It is seen when it is whole. */
export async function copy(work: Work, asked: CopyAsked): Promise<Copied> {
  const lost = work.place.at.made !== null && (await projectById(work.db, projectId.parse(work.place.at.made))) === null;
  if (lost) return refuse("gone", "the half-made copy was cleared away; copy again");
  const begun = await begin(work, asked);
  if (!begun.ok) return begun;
  const to = begun.value;
  const changed = await inChunks(work, { name: "copying", level: "object" }, async (tx, ids) => {
    await copyParents(tx, to.project, ids);
    return ok(await copyWithHistory(tx, to, ids));
  });
  if (!changed.ok) return changed;
  const whole = await step(work, async (tx, at): Promise<Outcome<Step<null>>> => {
    const taxa = await copyLocalTaxa(tx, work.project, to.project, at.taxa);
    await adoptTaxa(tx, to.project, taxa.slice(at.taxa.length));
    await publishCopy(tx, to.project, taxa);
    await closeBatch(tx, to.batch, { changed: changed.value });
    return ok({ to: { taxa }, value: null });
  });
  return whole.ok ? ok({ changed: changed.value, project: to.project }) : whole;
}

type To = { readonly project: ProjectId; readonly batch: BatchId; readonly taxa: Cursor["taxa"] };

/** Decides once what is copied, and makes the project: one transaction, from which a restart goes on. */
async function begin(work: Work, asked: CopyAsked): Promise<Outcome<To>> {
  const { made, history, taxa } = work.place.at;
  if (made !== null && history !== null) return ok({ project: projectId.parse(made), batch: batchId.parse(history), taxa });
  const now = work.clock.now();
  return step(work, async (tx): Promise<Outcome<Step<To>>> => {
    const view = await viewOf(tx, work.project, asked.filter);
    if (!view.ok) return view;
    const run = work.handle.run.id;
    const total = await (asked.take === undefined ? stageView(tx, run, view.value) : stageShare(tx, run, view.value, asked.take));
    const project = await insertProjectLike(tx, work.project, { title: asked.title, createdBy: work.by, now });
    if (work.by !== null)
      await upsertMembership(tx, {
        projectId: project,
        userId: work.by,
        role: "manager",
        sampleIds: [],
        expiresAt: null,
        addedBy: work.by,
      });
    await shareDictionary(tx, work.project, project, null);
    const pairs = await copyLocalTaxa(tx, work.project, project, []);
    await copyAliases(tx, work.project, project, pairs);
    await copyProtocols(tx, work.project, project, pairs);
    const batch = batchId.parse(uuidV7(now.getTime(), randomBytes(10)));
    await openBatch(tx, {
      id: batch,
      projectId: project,
      kind: "copy",
      by: work.by,
      at: now,
      request: { from: work.project, ...asked },
      runId: run,
      ofBatchId: work.batch,
    });
    return ok({ to: { made: project, history: batch, taxa: pairs, total, last: 0 }, value: { project, batch, taxa: pairs } });
  });
}

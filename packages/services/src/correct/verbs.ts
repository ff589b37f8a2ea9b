import { batchById, giveBatchToRun, insertRun, openBatch } from "@nauplius/db";
import { batchId, correction, ok, projectId, type RunId, refuse } from "@nauplius/domain";
import { z } from "zod";
import type { Grant } from "../access.ts";
import { actingUser, type Context } from "../context.ts";
import { deliver } from "../run/verbs.ts";
import { transact } from "../transact.ts";
import { type Outcome, verb } from "../verb.ts";
import { planCells } from "./cells.ts";
import { type CorrectionInput, requestOf } from "./input.ts";
import { previewOf } from "./preview.ts";
import { projectsOf } from "./run.ts";

const input = z.strictObject({ projectId, correction });

/** Corrections are of the project as a whole: a manager of some samples only would change what they do not see. */
export const ofTheWhole = (grant: Grant): Outcome<null> =>
  grant.sampleIds.length === 0
    ? ok(null)
    : refuse("forbidden", "your membership covers some samples only; corrections are for managers of the whole project");

/** May it be asked for in this project, by this actor? A token that is limited to projects corrects nothing beyond them: neither the other side
 *  of a move nor a copy, which is a new project. */
async function mayCorrect(ctx: Context, grant: Grant, i: z.output<typeof input>): Promise<Outcome<null>> {
  const whole = ofTheWhole(grant);
  const only = ctx.actor.kind === "user" ? ctx.actor.projectIds : null;
  if (!whole.ok || only === null) return whole;
  const undone = i.correction.do === "undo" ? await batchById(ctx.db, i.correction.batchId) : null;
  if (i.correction.do === "copy" || undone?.request.do === "copy")
    return refuse("forbidden", "this token is limited to some projects; a copy is another one");
  const beyond = (await projectsOf(ctx.db, i.projectId, i.correction)).find((id) => !only.includes(id));
  return beyond === undefined ? ok(null) : refuse("notFound", `there is no project ${beyond}`);
}

/** What a correction would change: how many rows, the first of them before -> after, or why not. Changes nothing. */
export const previewCorrection = verb({
  name: "correct.preview",
  permission: "correct.run",
  input,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const may = await mayCorrect(ctx, grant, i);
    return may.ok ? previewOf({ db: ctx.db, clock: ctx.clock, by: actingUser(ctx) }, i.projectId, i.correction) : may;
  },
});

/** Starts a correction as a run. The batch id is the client's idempotency key. */
export const startCorrection = verb({
  name: "correct.start",
  permission: "correct.run",
  input: input.extend({ batchId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant): Promise<Outcome<{ run: RunId }>> => {
    const may = await mayCorrect(ctx, grant, i);
    if (!may.ok) return may;
    const by = actingUser(ctx);
    const now = ctx.clock.now();
    const started = await transact<{ run: RunId; fresh: boolean }>(ctx.db, async (tx) => {
      const ofBatchId = i.correction.do === "undo" ? i.correction.batchId : null;
      const batch = { id: i.batchId, projectId: i.projectId, kind: "correction", by, at: now, request: requestOf(i.correction), ofBatchId };
      if (!(await openBatch(tx, batch))) {
        const earlier = await batchById(tx, i.batchId);
        const mine = earlier?.projectId === i.projectId && earlier.by === by && earlier.kind === "correction";
        return mine && earlier.runId !== null
          ? ok({ run: earlier.runId, fresh: false })
          : refuse("conflict", "this batch id was used for another gesture");
      }
      // Cells are checked now, so that the person sees what is wrong at once; the run checks again.
      const planned = i.correction.do === "cells" ? await planCells(tx, i.projectId, i.correction.level, i.correction.cells) : ok([]);
      if (!planned.ok) return planned;
      const asked: CorrectionInput = { projectId: i.projectId, batchId: i.batchId, by, correction: i.correction };
      const run = await insertRun(tx, { kind: "correctBatch", projectId: i.projectId, createdBy: by, input: asked, now });
      await giveBatchToRun(tx, i.batchId, run);
      return ok({ run, fresh: true });
    });
    if (!started.ok) return started;
    if (started.value.fresh) await deliver(ctx, { id: started.value.run, kind: "correctBatch" });
    return ok({ run: started.value.run });
  },
});

import { batchById, insertRun, listTrash } from "@nauplius/db";
import { batchId, correction, ok, projectId, refuse } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../context.ts";
import { deliver } from "../run/verbs.ts";
import { verb } from "../verb.ts";
import { planCells } from "./edit.ts";
import type { CorrectionInput } from "./input.ts";
import { previewOf } from "./preview.ts";

const input = z.strictObject({ projectId, correction });

/** What a correction would change: how many rows, the first of them before -> after, or why not. Changes nothing. */
export const previewCorrection = verb({
  name: "correct.preview",
  permission: "correct.run",
  input,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    if (grant.sampleIds.length > 0)
      return refuse("forbidden", "your membership covers some samples only; corrections are for managers of the whole project");
    return previewOf(ctx.db, i.projectId, i.correction);
  },
});

/** Starts a correction as a run. The batch id is the client's idempotency key. */
export const startCorrection = verb({
  name: "correct.start",
  permission: "correct.run",
  input: input.extend({ batchId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    if (grant.sampleIds.length > 0)
      return refuse("forbidden", "your membership covers some samples only; corrections are for managers of the whole project");
    const earlier = await batchById(ctx.db, i.batchId);
    if (earlier !== null)
      return earlier.runId !== null && earlier.projectId === i.projectId
        ? ok({ run: earlier.runId })
        : refuse("conflict", "this batch id was used for another gesture");
    if (i.correction.do === "cells") {
      // Cells are checked now, so that the person sees what is wrong at once; the run checks again.
      const planned = await planCells(ctx.db, i.projectId, i.correction.level, i.correction.cells);
      if (!planned.ok) return planned;
    }
    const asked: CorrectionInput = { projectId: i.projectId, batchId: i.batchId, by: actingUser(ctx), correction: i.correction };
    const id = await insertRun(ctx.db, {
      kind: "correctBatch",
      projectId: i.projectId,
      createdBy: actingUser(ctx),
      input: asked,
      now: ctx.clock.now(),
    });
    await deliver(ctx, { id, kind: "correctBatch" });
    return ok({ run: id });
  },
});

export const readTrash = verb({
  name: "trash.list",
  permission: "trash.manage",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => ok(await listTrash(ctx.db, i.projectId)),
});

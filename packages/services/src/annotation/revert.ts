import { batchById, closeBatch, giveBatchToRun, insertRun, markUndone, openBatch, runById, sizeOfBatch } from "@nauplius/db";
import { batchId, isOver, maxObjectsAtOnce, ok, projectId, type RunId, refuse } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { actingUser } from "../context.ts";
import { deliver } from "../run/verbs.ts";
import { transact } from "../transact.ts";
import { type Outcome, verb } from "../verb.ts";
import { earlierBatch } from "./gesture.ts";
import { takeBackSome } from "./take-back.ts";

/** Gestures on labels that a manager may take back, whoever made them. */
const revertable = ["label", "predict", "undo", "redo", "relabel", "revert"];
const takenBack = "these labels were taken back already";
export type Reverted = {
  readonly batchId: string;
  readonly of: string;
  readonly runId: RunId | null;
  readonly changed: number;
  readonly left: number;
};

/** Takes somebody's labels back by adding events; objects that were labelled since keep those labels. */
export const revertBatch = verb({
  name: "annotation.revert",
  permission: "annotation.revert",
  input: z.strictObject({ projectId, batchId, of: batchId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant): Promise<Outcome<Reverted>> => {
    const user = actingUser(ctx);
    const at = ctx.clock.now();
    const outcome = await transact<Reverted & { fresh: boolean }>(ctx.db, async (tx) => {
      const request = { of: i.of };
      const fresh = await openBatch(tx, { id: i.batchId, projectId: i.projectId, kind: "revert", by: user, at, request, ofBatchId: i.of });
      if (!fresh) {
        const earlier = await earlierBatch(tx, i.batchId, i.projectId, user);
        return earlier.ok ? ok({ ...(earlier.value.result as unknown as Reverted), fresh }) : earlier;
      }
      const of = await batchById(tx, i.of);
      if (of === null || of.projectId !== i.projectId || !revertable.includes(of.kind))
        return refuse("notFound", "there is no such gesture on labels in this project");
      if (of.undoneBy !== null) return refuse("conflict", takenBack);
      const run = of.runId === null ? null : await runById(tx, of.runId);
      if (run !== null && !isOver(run.state))
        return refuse("busy", "these labels are still being written; take them back when that is done");
      if ((await markUndone(tx, i.of, i.batchId)) === 0) return refuse("conflict", takenBack);
      const answer = { batchId: i.batchId, of: i.of, runId: null, changed: 0, left: 0 };
      if ((await sizeOfBatch(tx, i.of, maxObjectsAtOnce + 1)) > maxObjectsAtOnce) {
        const input = { batchId: i.batchId, of: i.of, how: "revert", sampleIds: sightOf(grant).sampleIds };
        const runId = await insertRun(tx, { kind: "undoBatch", projectId: i.projectId, createdBy: user, input, now: at });
        await giveBatchToRun(tx, i.batchId, runId);
        await closeBatch(tx, i.batchId, { ...answer, runId });
        return ok({ ...answer, runId, fresh });
      }
      const done = await takeBackSome(tx, of, sightOf(grant), { id: i.batchId, how: "revert", at }, 0, maxObjectsAtOnce);
      const whole = { ...answer, changed: done.changed.length, left: done.left.length };
      await closeBatch(tx, i.batchId, whole);
      return ok({ ...whole, fresh });
    });
    if (!outcome.ok) return outcome;
    const { fresh, ...reverted } = outcome.value;
    if (fresh && reverted.runId !== null) await deliver(ctx, { id: reverted.runId, kind: "undoBatch" });
    return ok(reverted);
  },
});

import {
  type BatchRow,
  batchById,
  closeBatch,
  giveBatchToRun,
  insertRun,
  labelledAfter,
  lastBatch,
  lockPerson,
  markUndone,
  openBatch,
  runById,
  sizeOfBatch,
  type Tx,
} from "@nauplius/db";
import { batchId, isOver, maxObjectsAtOnce, ok, type ProjectId, projectId, type RunId, refuse, type UserId } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { actingUser } from "../context.ts";
import { deliver } from "../run/verbs.ts";
import { transact } from "../transact.ts";
import { type Outcome, verb } from "../verb.ts";
import { type Changed, earlierBatch } from "./gesture.ts";
import { type Left, takeBackSome } from "./take-back.ts";

export type Undone = {
  readonly batchId: string;
  /** The batch that was taken back (or, for a redo, brought back). */
  readonly of: string;
  /** The run that does it, when it is too long for one request. */
  readonly runId: RunId | null;
  readonly changed: Changed[];
  readonly left: Left[];
  readonly repeated: boolean;
};

const kinds = { undo: ["label", "redo"], redo: ["undo"] } as const;

/** Undo: my last label (or redo) that still stands. Redo: my last undo, as long as I did nothing new after it. */
async function stepTarget(tx: Tx, project: ProjectId, user: UserId, how: "undo" | "redo"): Promise<BatchRow | null> {
  const last = await lastBatch(tx, project, user, kinds[how]);
  if (last === null || how === "undo") return last;
  return (await labelledAfter(tx, project, user, last.at)) ? null : last;
}

const isBusy = async (tx: Tx, of: BatchRow): Promise<boolean> => {
  const run = of.runId === null ? null : await runById(tx, of.runId);
  return run !== null && !isOver(run.state);
};

function stepVerb(how: "undo" | "redo") {
  const none = how === "undo" ? "there is nothing of yours to undo in this project" : "there is nothing to redo";
  return verb({
    name: `annotation.${how}`,
    permission: "annotation.undo",
    input: z.strictObject({ projectId, batchId }),
    project: (_ctx, i) => i.projectId,
    run: async (ctx, i, grant): Promise<Outcome<Undone>> => {
      const user = actingUser(ctx);
      if (user === null) return refuse("unauthenticated", "undo is for people who are signed in");
      const at = ctx.clock.now();
      const outcome = await transact<Undone>(ctx.db, async (tx) => {
        // Two at once would both take the same gesture: the second waits and takes the one before it.
        await lockPerson(tx, user);
        if ((await batchById(tx, i.batchId)) !== null) {
          const earlier = await earlierBatch(tx, i.batchId, i.projectId, user);
          return earlier.ok ? ok({ ...(earlier.value.result as unknown as Undone), repeated: true }) : earlier;
        }
        const of = await stepTarget(tx, i.projectId, user, how);
        if (of === null) return refuse("notFound", none);
        if (await isBusy(tx, of)) return refuse("busy", "your last label is still being written; undo it when it is done");
        await openBatch(tx, { id: i.batchId, projectId: i.projectId, kind: how, by: user, at, request: {}, ofBatchId: of.id });
        if ((await markUndone(tx, of.id, i.batchId)) === 0) return refuse("conflict", "a manager takes your last label back just now");
        const answer = { batchId: i.batchId, of: of.id, runId: null, repeated: false };
        const result: Undone = { ...answer, changed: [], left: [] };
        if ((await sizeOfBatch(tx, of.id, maxObjectsAtOnce + 1)) > maxObjectsAtOnce) {
          const input = { batchId: i.batchId, of: of.id, how, sampleIds: sightOf(grant).sampleIds };
          const runId = await insertRun(tx, { kind: "undoBatch", projectId: i.projectId, createdBy: user, input, now: at });
          await giveBatchToRun(tx, i.batchId, runId);
          await closeBatch(tx, i.batchId, { ...result, runId });
          return ok({ ...result, runId });
        }
        const done = await takeBackSome(tx, of, sightOf(grant), { id: i.batchId, how, at }, 0, maxObjectsAtOnce);
        const whole = { ...result, changed: done.changed, left: done.left };
        await closeBatch(tx, i.batchId, whole);
        return ok(whole);
      });
      if (outcome.ok && outcome.value.runId !== null && !outcome.value.repeated)
        await deliver(ctx, { id: outcome.value.runId, kind: "undoBatch" });
      return outcome;
    },
  });
}

export const undo = stepVerb("undo");
export const redo = stepVerb("redo");

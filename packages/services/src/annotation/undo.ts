import {
  type BatchRow,
  batchById,
  closeBatch,
  eventsOfBatch,
  lastBatch,
  markUndone,
  type NewEvent,
  openBatch,
  type Tx,
  type Undoable,
} from "@nauplius/db";
import { type BatchId, batchId, ok, type ProjectId, projectId, refuse, type UserId } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../context.ts";
import { type Outcome, verb } from "../verb.ts";
import { writeEvents } from "./gesture.ts";

const chunk = 5_000;

type Undone = {
  readonly batchId: BatchId;
  readonly of: BatchId;
  readonly changed: { id: number; version: number }[];
  readonly left: { id: number; message: string }[];
  readonly repeated: boolean;
};

/** The event that gives an object back what stood before the batch. */
function backTo(o: Undoable, how: "undo" | "redo", at: Date): NewEvent {
  const was = o.before ?? {
    taxonId: null,
    state: "unclassified" as const,
    proposed: false,
    accepted: false,
    by: null,
    at: null,
    score: null,
  };
  return {
    objectId: o.id,
    taxonId: was.taxonId,
    state: was.state,
    proposed: was.proposed,
    accepted: was.accepted,
    how,
    seen: false,
    // Who decided and when stay those of the restored label; that it was restored stands in the batch.
    by: was.by,
    at: was.at === null ? at : new Date(was.at),
    score: was.score,
    fromId: o.lastEventId,
    version: o.version + 1,
  };
}

/** Takes a batch back by adding events; objects that others changed since are left and listed. */
async function takeBack(tx: Tx, of: BatchRow, as: { id: BatchId; how: "undo" | "redo"; by: UserId; at: Date }): Promise<Outcome<Undone>> {
  const changed: { id: number; version: number }[] = [];
  const left: { id: number; message: string }[] = [];
  for (let after = 0; ; ) {
    const touched = await eventsOfBatch(tx, of.id, after, chunk);
    const last = touched.at(-1);
    if (last === undefined) break;
    after = last.id;
    const mine = touched.filter((o) => o.current);
    for (const o of touched) if (!o.current) left.push({ id: o.id, message: "was changed since; left as it is" });
    const events = mine.map((o) => backTo(o, as.how, as.at));
    await writeEvents(tx, of.projectId, as.id, mine, events);
    for (const e of events) changed.push({ id: e.objectId, version: e.version });
  }
  await markUndone(tx, of.id, as.id);
  const result = { batchId: as.id, of: of.id, changed, left, repeated: false };
  await closeBatch(tx, as.id, result);
  return ok(result);
}

const kinds = { undo: ["label", "redo"], redo: ["undo"] } as const;

function stepVerb(how: "undo" | "redo") {
  return verb({
    name: `annotation.${how}`,
    permission: "annotation.undo",
    input: z.strictObject({ projectId, batchId }),
    project: (_ctx, i) => i.projectId,
    run: async (ctx, i): Promise<Outcome<Undone>> => {
      const user = actingUser(ctx);
      if (user === null) return refuse("unauthenticated", "undo is for people who are signed in");
      const at = ctx.clock.now();
      return ctx.db.transaction(async (tx) => {
        const earlier = await batchById(tx, i.batchId);
        if (earlier !== null) {
          if (earlier.by !== user || earlier.projectId !== i.projectId)
            return refuse("conflict", "this batch id was used for another gesture");
          return ok({ ...(earlier.result as unknown as Undone), repeated: true });
        }
        const of = await undoTarget(tx, i.projectId, user, how);
        if (of === null)
          return refuse("notFound", how === "undo" ? "there is nothing of yours to undo in this project" : "there is nothing to redo");
        await openBatch(tx, { id: i.batchId, projectId: i.projectId, kind: how, by: user, at, request: {}, ofBatchId: of.id });
        return takeBack(tx, of, { id: i.batchId, how, by: user, at });
      });
    },
  });
}

/** Undo: my last label (or redo) that still stands. Redo: my last undo, as long as I did nothing new after it. */
async function undoTarget(tx: Tx, project: ProjectId, user: UserId, how: "undo" | "redo"): Promise<BatchRow | null> {
  const last = await lastBatch(tx, project, user, kinds[how]);
  if (last === null || how === "undo") return last;
  const newer = await lastBatch(tx, project, user, ["label"]);
  return newer !== null && newer.at > last.at ? null : last;
}

export const undo = stepVerb("undo");
export const redo = stepVerb("redo");

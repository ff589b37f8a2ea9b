import { batchById, type Db } from "@nauplius/db";
import { batchId, type Clock, ok, refuse, sampleId } from "@nauplius/domain";
import { z } from "zod";
import type { RunHandle, RunOutcome } from "../run/execute.ts";
import { takeBackSome } from "./take-back.ts";

const chunk = 5_000;
const input = z.object({ batchId, of: batchId, how: z.enum(["undo", "redo", "revert"]), sampleIds: z.array(sampleId) });
const cursor = z.object({ last: z.int().default(0), changed: z.int().default(0), left: z.int().default(0) });

/** The long form of an undo: chunks in id order, each with its place in the same transaction. */
export async function runUndoBatch(d: { db: Db; clock: Clock }, handle: RunHandle): Promise<RunOutcome> {
  const { run } = handle;
  const asked = input.parse(run.input);
  const of = await batchById(d.db, asked.of);
  if (of === null || run.projectId === null) return refuse("notFound", "the labels that this run takes back are not there");
  const sight = { projectId: run.projectId, sampleIds: asked.sampleIds, validatedOnly: false };
  const as = { id: asked.batchId, how: asked.how, at: run.createdAt };
  let at = cursor.parse(run.cursor);
  for (;;) {
    handle.signal.throwIfAborted();
    const next = await d.db.transaction(async (tx) => {
      const done = await takeBackSome(tx, of, sight, as, at.last, chunk);
      if (done.last === null) return null;
      const reached = { last: done.last, changed: at.changed + done.changed.length, left: at.left + done.left.length };
      await handle.save(tx, reached);
      return reached;
    });
    if (next === null) break;
    at = next;
    handle.progress({ step: "undoing", done: at.changed + at.left });
  }
  return ok({ result: { changed: at.changed, left: at.left } });
}

import { closeBatch, compileView, countView, type Db, dropEmptyBatch, idsAfter } from "@nauplius/db";
import { batchId, type Clock, change, defaultSort, filter, ok, refuse, role, sampleId } from "@nauplius/domain";
import { z } from "zod";
import type { RunHandle, RunOutcome } from "../run/execute.ts";
import { labelIds } from "./gesture.ts";

const chunk = 5_000;
const input = z.object({ batchId, filter, expected: z.int(), change, role, sampleIds: z.array(sampleId) });
const cursor = z.object({ last: z.int().default(0), changed: z.int().default(0), left: z.int().default(0), same: z.int().default(0) });

/** The long form of a label on a filter: chunks in id order under one batch, each with its place in the same transaction. */
export async function runLabelByFilter(d: { db: Db; clock: Clock }, handle: RunHandle): Promise<RunOutcome> {
  const { run } = handle;
  const asked = input.parse(run.input);
  if (run.projectId === null) return refuse("invalid", "this run names no project");
  const sight = { projectId: run.projectId, sampleIds: asked.sampleIds, validatedOnly: false };
  const view = await compileView(d.db, sight, asked.filter, defaultSort);
  let at = cursor.parse(run.cursor);
  if (at.last === 0 && (await countView(d.db, view, asked.expected + 1)) !== asked.expected) {
    await dropEmptyBatch(d.db, asked.batchId);
    return refuse("conflict", `the view no longer holds the ${asked.expected} objects that were decided on; nothing was changed`);
  }
  const gesture = {
    project: run.projectId,
    batch: asked.batchId,
    change: asked.change,
    role: asked.role,
    user: run.createdBy,
    at: run.createdAt,
    how: "filter" as const,
    seen: false,
  };
  for (;;) {
    handle.signal.throwIfAborted();
    const next = await d.db.transaction(async (tx) => {
      const ids = await idsAfter(tx, view, at.last, chunk);
      const last = ids.at(-1);
      if (last === undefined) return null;
      const result = await labelIds(tx, gesture, ids, null);
      const changed = at.changed + result.changed.length;
      const left = at.left + result.conflicts.length;
      const same = at.same + ids.length - result.changed.length - result.conflicts.length;
      const reached = { last, changed, left, same };
      await handle.save(tx, reached);
      return reached;
    });
    if (next === null) break;
    at = next;
    handle.progress({ step: "labelling", done: at.changed + at.left + at.same, total: asked.expected });
  }
  const result = { changed: at.changed, left: at.left };
  await closeBatch(d.db, asked.batchId, { count: result });
  return ok({ result });
}

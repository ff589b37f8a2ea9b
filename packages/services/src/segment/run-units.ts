import {
  holdUnit,
  insertRun,
  moveRun,
  projectOfSegmentation,
  type SegmentationRow,
  segmentationById,
  setUnitRun,
  unitsOf,
} from "@nauplius/db";
import { mayCancel, mayRetry, ok, type RunId, refuse, segmentSettings, unitSettings } from "@nauplius/domain";
import { z } from "zod";
import { actingUser, type Context } from "../context.ts";
import { deliver, stopRun } from "../run/verbs.ts";
import { verb } from "../verb.ts";
import { foundUnit, mayStart, segmentationId, unitId } from "./input.ts";

const input = z.strictObject({ segmentationId, units: z.array(unitId).max(10_000).optional() });
type Input = z.output<typeof input>;
const project = (ctx: Context, i: Input) => projectOfSegmentation(ctx.db, i.segmentationId);

/** Those units of a batch that were named, or all; null where one that was named is not in it. */
async function wantedUnits(ctx: Context, i: Input) {
  const all = await unitsOf(ctx.db, i.segmentationId);
  if (i.units === undefined) return all;
  const named = new Set<number>(i.units);
  const wanted = all.filter(({ id }) => named.has(id));
  return wanted.length < named.size ? null : wanted;
}
const notInBatch = () => refuse("notFound", "there is no such unit in this batch");

/** Starts units: those that were named, or all that may start. Each has a run of its own; one that failed is tried again when it is named. */
export const segmentUnits = verb({
  name: "segment.run",
  permission: "import.run",
  input,
  project,
  run: async (ctx, i) => {
    const batch = await segmentationById(ctx.db, i.segmentationId);
    if (batch === null) return refuse("notFound", "there is no such batch");
    const wanted = await wantedUnits(ctx, i);
    if (wanted === null) return notInBatch();
    const started: number[] = [];
    for (const { id } of wanted) {
      const run = await startUnit(ctx, batch, id, i.units !== undefined);
      if (run === null) continue;
      started.push(id);
      await deliver(ctx, { ...run, kind: "segmentUnit" });
    }
    if (started.length === 0) return refuse("conflict", "none of them may start: they wait for a person, run, or are done");
    return ok({ started });
  },
});

/** The run of a unit, queued; null: it may not start. */
async function startUnit(
  ctx: Context,
  batch: SegmentationRow,
  id: number,
  again: boolean,
): Promise<{ id: RunId; attempts: number } | null> {
  return ctx.db.transaction(async (tx) => {
    const row = await holdUnit(tx, id);
    if (row === null) return null;
    const ofBatch = segmentSettings.parse(batch.settings);
    if (!mayStart(foundUnit.parse(row.unit), row.reason, ofBatch, unitSettings.parse(row.settings))) return null;
    if (row.runId === null) {
      const input = { projectId: batch.projectId, segmentationId: batch.id, unitId: id, name: row.name };
      const run = await insertRun(tx, {
        kind: "segmentUnit",
        projectId: batch.projectId,
        createdBy: actingUser(ctx),
        input,
        now: ctx.clock.now(),
      });
      await setUnitRun(tx, id, run);
      return { id: run, attempts: 0 };
    }
    if (!again || row.run === null || !mayRetry(row.run.state)) return null;
    const moved = await moveRun(tx, row.runId, ["failed", "cancelled", "refused"], "queued", { cancelAt: null, finishedAt: null });
    return moved ? { id: row.runId, attempts: row.run.attempts } : null;
  });
}

/** Stops units that wait for a worker or are at work: those that were named, or all. What is published stays; a stopped one is started again by its name. */
export const cancelUnits = verb({
  name: "segment.cancel",
  permission: "import.run",
  input,
  project,
  run: async (ctx, i) => {
    const wanted = await wantedUnits(ctx, i);
    if (wanted === null) return notInBatch();
    const now = ctx.clock.now();
    const cancelled: number[] = [];
    for (const { id, runId, run } of wanted) {
      if (runId === null || run === null || !mayCancel(run.state)) continue;
      await stopRun(ctx.db, runId, now);
      cancelled.push(id);
    }
    if (cancelled.length === 0) return refuse("conflict", "none of them waits for a worker or is at work; there is nothing to cancel");
    return ok({ cancelled });
  },
});

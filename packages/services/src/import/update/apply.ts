import { randomUUID } from "node:crypto";
import { addFields, closeBatch, knownFields, lockObjects, type NewEvent, openBatch, publishRun, type Tx, writeCells } from "@nauplius/db";
import { type BatchId, fixedField, type Level } from "@nauplius/domain";
import { readNumber } from "@nauplius/formats";
import { writeEvents } from "../../annotation/gesture.ts";
import { writeAndFollow } from "../../correct/derived/follow.ts";
import type { CheckFacts, UpdatePlan } from "../cursor.ts";
import type { ImportJob } from "../job.ts";
import { compareRows, type UpdateTools } from "./compare.ts";
import type { Change } from "./differences.ts";
import type { LabelChange } from "./labels.ts";

export type UpdateState = { readonly facts: CheckFacts; readonly plan: UpdatePlan; readonly seq: number; readonly objects: number };

/** One undoable batch for the values, one for the labels: what people undo by the same keys as their own. */
export async function beginUpdate(job: ImportJob, facts: CheckFacts, now: Date): Promise<UpdateState> {
  const { projectId } = job.input;
  const run = job.handle.run;
  const plan: UpdatePlan = { batch: randomUUID(), labels: randomUUID(), at: now.toISOString() };
  const state: UpdateState = { facts, plan, seq: 0, objects: 0 };
  await job.db.transaction(async (tx) => {
    const batch = { projectId, by: run.createdBy, at: now, request: { import: run.id, name: job.input.name ?? "" }, runId: run.id };
    await openBatch(tx, { ...batch, id: plan.batch as BatchId, kind: "correction" });
    await openBatch(tx, { ...batch, id: plan.labels as BatchId, kind: "label" });
    await job.handle.save(tx, { step: "update", ...state });
  });
  return state;
}

/** Writes what the files change, chunk by chunk; each chunk is one transaction with the place to go on from. */
export async function applyUpdate(t: UpdateTools, from: UpdateState): Promise<UpdateState> {
  const { job } = t;
  const seen = new Set<string>();
  let state = from;
  for (;;) {
    job.handle.signal.throwIfAborted();
    const current: UpdateState = state;
    const next = await job.db.transaction(async (tx) => {
      const found = await compareRows(tx, t, current.seq, seen, null);
      if (found.last === null) return null;
      const touched = new Set(found.changes.filter((c) => c.level === "object").map((c) => c.id));
      await writeChanges(tx, job, current.plan.batch as BatchId, found.changes);
      for (const id of await writeLabels(tx, job, current.plan.labels as BatchId, found.labels)) touched.add(id);
      const after = { ...current, seq: found.last, objects: current.objects + touched.size };
      await job.handle.save(tx, { step: "update", ...after });
      return after;
    });
    if (next === null) break;
    state = next;
    job.handle.progress({ step: "update", done: state.seq, total: state.facts.rows });
  }
  await finishUpdate(t, state);
  return state;
}

/** A free column may have the name of a field of our own that holds numbers: only numbers go there. */
const fits = ({ level, field, after }: Change): boolean =>
  fixedField(level, field)?.type !== "number" || typeof after === "number" || typeof readNumber(String(after)) === "number";

async function writeChanges(tx: Tx, job: ImportJob, batch: BatchId, changes: readonly Change[]): Promise<void> {
  const to = { project: job.input.projectId, batch };
  const groups = new Map<string, { level: Level; field: string; edits: { id: number; value: string | number | null }[] }>();
  for (const change of changes.filter(fits)) {
    const key = `${change.level} ${change.field}`;
    const group = groups.get(key) ?? { level: change.level, field: change.field, edits: [] };
    groups.set(key, group);
    group.edits.push({ id: change.id, value: change.after });
  }
  for (const { level, field, edits } of groups.values()) {
    // The same object in two rows: the later row stands, as it would had they come one after the other.
    const last = [...new Map(edits.map((e) => [e.id, e])).values()];
    const ids = last.map((e) => e.id);
    await writeAndFollow(tx, to, { level, field, ids }, () => writeCells(tx, { ...to, level, field }, last));
  }
}

async function writeLabels(tx: Tx, job: ImportJob, batch: BatchId, labels: readonly (LabelChange | null)[]): Promise<number[]> {
  const wanted = new Map(labels.flatMap((l) => (l === null ? [] : [[l.objectId, l] as const])));
  if (wanted.size === 0) return [];
  const held = await lockObjects(tx, job.input.projectId, [...wanted.keys()]);
  const events = held.flatMap((o): NewEvent[] => {
    const label = wanted.get(o.id);
    if (label === undefined) return [];
    const { taxonId, state, by, at, score, seen } = label;
    const event = { objectId: o.id, taxonId, state, by, at, score, seen, proposed: false, accepted: false, how: "import" } as const;
    return [{ ...event, fromId: o.lastEventId, version: o.version + 1 }];
  });
  await writeEvents(tx, job.input.projectId, batch, held, events);
  return events.map((e) => e.objectId);
}

async function finishUpdate(t: UpdateTools, { plan, facts, objects }: UpdateState): Promise<void> {
  const { job, columns } = t;
  const known = new Set((await knownFields(job.db, job.input.projectId)).map((f) => `${f.level}.${f.name}`));
  const isFixed = (level: Level, name: string) => fixedField(level, name) !== undefined;
  const fresh = columns.fields.filter((f) => !known.has(`${f.level}.${f.name}`) && !isFixed(f.level, f.name));
  await job.db.transaction(async (tx) => {
    await addFields(tx, job.input.projectId, fresh);
    await closeBatch(tx, plan.batch as BatchId, { objects });
    await closeBatch(tx, plan.labels as BatchId, { objects });
    await publishRun(tx, job.handle.run.id, job.clock.now());
    await job.handle.save(tx, { step: "updated", facts, objects });
  });
}

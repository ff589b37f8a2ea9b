import {
  closeBatch,
  compileView,
  countPredictable,
  type Db,
  dropEmptyBatch,
  type Held,
  keepEmbeddings,
  keepPredictions,
  lockObjects,
  type ModelRow,
  modelById,
  modelClasses,
  type NewEvent,
  type PredictionRow,
  predictableAfter,
  predictionsBy,
} from "@nauplius/db";
import { batchId, type Clock, defaultSort, filter, mayBePredicted, modelId, ok, refuse, sampleId, thresholds } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { z } from "zod";
import { writeEvents } from "../../annotation/gesture.ts";
import type { RunHandle, RunOutcome } from "../../run/execute.ts";
import type { LearningPorts, RunningModel } from "../ports.ts";
import { type ClassTaxa, decide } from "./decide.ts";
import { look, spaceOf } from "./look.ts";

const chunk = 1_000;
const input = z.object({ batchId, modelId, filter, thresholds, sampleIds: z.array(sampleId) });
const zero = z.int().default(0);
const cursor = z.object({
  last: zero,
  /** Got a taxon, or another one, or another score. */
  predicted: zero,
  unchanged: zero,
  /** Stay unclassified, being too uncertain. */
  uncertain: zero,
  withoutImage: zero,
  unreadable: zero,
});
type Cursor = z.output<typeof cursor>;

export type PredictDependencies = {
  readonly db: Db;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ports: Pick<LearningPorts, "open">;
};

type Work = PredictDependencies & {
  readonly handle: RunHandle;
  readonly asked: z.output<typeof input>;
  readonly project: NonNullable<RunHandle["run"]["projectId"]>;
  readonly model: ModelRow;
  readonly classes: ClassTaxa;
  readonly running: RunningModel;
};

/** Predicts a view in chunks in id order: the network first, then labels, what was said, embeddings and the place in one transaction.
 *  What this model said before is not computed again, and what would not change is not written. */
export async function runPrediction(d: PredictDependencies, handle: RunHandle): Promise<RunOutcome> {
  const { run } = handle;
  const asked = input.parse(run.input);
  if (run.projectId === null) return refuse("invalid", "this run names no project");
  const model = await modelById(d.db, asked.modelId);
  if (model === null) return refuse("gone", "the model is no longer there");
  const classes = (await modelClasses(d.db, model.id)).map(({ taxonId }) => taxonId);
  const sight = { projectId: run.projectId, sampleIds: asked.sampleIds, validatedOnly: false };
  const view = await compileView(d.db, sight, asked.filter, defaultSort);
  handle.progress({ step: "openingModel" });
  const running = await d.ports.open(model);
  if (!running.ok) return refuse("invalid", running.error);
  const work: Work = { ...d, handle, asked, project: run.projectId, model, classes, running: running.value };
  let at = cursor.parse(run.cursor);
  let isTold = false;
  try {
    const total = (await countPredictable(d.db, view)) + (at.last === 0 ? 0 : doneOf(at));
    for (;;) {
      handle.signal.throwIfAborted();
      const ids = await predictableAfter(d.db, view, at.last, chunk);
      if (ids.length === 0) break;
      at = await predictChunk(work, ids, at);
      handle.progress({ step: "predicting", done: doneOf(at), total: Math.max(total, doneOf(at)) });
      const notice = running.value.notice();
      if (notice !== null && !isTold) await handle.note(notice, "warning");
      isTold ||= notice !== null;
    }
  } finally {
    await running.value.close();
  }
  const { last: _, ...result } = at;
  await closeBatch(d.db, asked.batchId, { count: { changed: at.predicted } });
  await dropEmptyBatch(d.db, asked.batchId);
  return ok({ result: { ...result, model: `${model.name} ${model.version}` } });
}

const doneOf = ({ last: _, ...counts }: Cursor): number => Object.values(counts).reduce((a, b) => a + b, 0);

async function predictChunk(work: Work, ids: readonly number[], at: Cursor): Promise<Cursor> {
  const { db, handle, model, asked, project } = work;
  const known = new Map((await predictionsBy(db, model.id, ids)).map((row) => [Number(row.objectId), row]));
  const fresh = await look(
    work,
    ids.filter((id) => !known.has(id)),
  );
  for (const row of fresh.rows) known.set(row.objectId, row);
  return db.transaction(async (tx) => {
    const held = (await lockObjects(tx, project, ids)).filter((o) => mayBePredicted(o.state) && !o.proposed && !o.accepted);
    const events: NewEvent[] = [];
    const next = { ...at, last: ids.at(-1) ?? at.last };
    for (const object of held) {
      const row = known.get(Number(object.id));
      if (row === undefined) {
        if (fresh.unreadable.has(Number(object.id))) next.unreadable += 1;
        else next.withoutImage += 1;
        continue;
      }
      const event = eventFor(work, object, row);
      if (event !== null) events.push(event);
      if (event === null && object.state === "predicted") next.unchanged += 1;
      else if (event === null || event.taxonId === null) next.uncertain += 1;
      else next.predicted += 1;
    }
    await writeEvents(tx, project, asked.batchId, held, events);
    const still = new Set(held.map(({ id }) => Number(id)));
    await keepPredictions(
      tx,
      model.id,
      fresh.rows.filter(({ objectId }) => still.has(objectId)),
    );
    await keepEmbeddings(
      tx,
      spaceOf(model),
      fresh.vectors.filter(({ objectId }) => still.has(objectId)),
    );
    await handle.save(tx, next);
    return next;
  });
}

/** Null: the object has that label already. */
function eventFor({ asked, model, handle }: Work, object: Held, row: PredictionRow): NewEvent | null {
  const decision = decide(row, asked.thresholds);
  const [taxonId, score, state] =
    decision === null ? [null, null, "unclassified" as const] : [decision.taxonId, decision.score, "predicted" as const];
  // A score is kept in four bytes: as text and back it is another double.
  const isSameScore = (object.score === null ? null : Math.fround(object.score)) === (score === null ? null : Math.fround(score));
  if (object.state === state && object.taxonId === taxonId && isSameScore) return null;
  const label = { taxonId, state, score, proposed: false, accepted: false };
  const how = { how: "model" as const, seen: false, by: null, at: handle.run.createdAt, modelId: model.id };
  return { ...label, ...how, objectId: object.id, fromId: object.lastEventId, version: object.version + 1 };
}

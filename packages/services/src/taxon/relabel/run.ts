import { randomBytes } from "node:crypto";
import {
  closeBatch,
  countLabelled,
  type Db,
  type Held,
  lockLabelled,
  type NewEvent,
  openBatch,
  projectsHolding,
  type Tx,
} from "@nauplius/db";
import { type BatchId, batchId, type Clock, ok, type ProjectId, projectId, uuidV7 } from "@nauplius/domain";
import { z } from "zod";
import { writeEvents } from "../../annotation/gesture.ts";
import type { RunHandle, RunOutcome } from "../../run/execute.ts";
import { type RelabelInput, relabelInput, statesOf } from "./input.ts";

const chunk = 5_000;
const cursor = z.object({
  project: projectId.optional(),
  batch: batchId.optional(),
  inProject: z.int().default(0),
  changed: z.int().default(0),
  projects: z.int().default(0),
});
type Cursor = z.output<typeof cursor>;
type Job = {
  readonly db: Db;
  readonly handle: RunHandle;
  readonly asked: RelabelInput;
  readonly at: Date;
  readonly to: ReadonlyMap<number, number>;
};

/** A merge keeps who decided and when: the thing is the same. A manager's decision is theirs, of now, and nobody looked at the objects. */
function relabelled(o: Held, to: number, { asked, at, handle }: Job): NewEvent {
  const { state, lastEventId: fromId } = o;
  const common = { objectId: o.id, taxonId: to, state, seen: false, fromId, version: o.version + 1 };
  if (asked.why === "merge") {
    const { proposed, accepted, by, score } = o;
    return { ...common, proposed, accepted, score, how: "edit", by, at: o.at ?? at };
  }
  return { ...common, proposed: false, accepted: false, score: null, how: "filter", by: handle.run.createdBy, at };
}

async function batchFor(tx: Tx, project: ProjectId, job: Job, held: BatchId | undefined): Promise<BatchId> {
  if (held !== undefined) return held;
  const { asked, handle, at } = job;
  const id = asked.batchId ?? batchId.parse(uuidV7(at.getTime(), randomBytes(10)));
  const request = { why: asked.why, pairs: asked.pairs, choice: asked.choice, eventId: asked.eventId ?? null };
  await openBatch(tx, { id, projectId: project, kind: "relabel", by: handle.run.createdBy, at, request, runId: handle.run.id });
  return id;
}

/** One chunk of one project: events, counters and the place to go on, in one transaction. Null: the project has no more. */
async function relabelSome(job: Job, project: ProjectId, from: Cursor): Promise<Cursor | null> {
  return job.db.transaction(async (tx) => {
    const held = await lockLabelled(tx, { projectId: project, taxa: [...job.to.keys()], states: statesOf[job.asked.choice], limit: chunk });
    if (held.length === 0) return null;
    const batch = await batchFor(tx, project, job, from.project === project ? from.batch : undefined);
    const events = held.flatMap((o) => {
      const to = job.to.get(o.taxonId ?? 0);
      return to === undefined ? [] : [relabelled(o, to, job)];
    });
    await writeEvents(tx, project, batch, held, events);
    const isFirst = from.project !== project;
    const inProject = (isFirst ? 0 : from.inProject) + events.length;
    await closeBatch(tx, batch, { count: { changed: inProject } });
    const next = { project, batch, inProject, changed: from.changed + events.length, projects: from.projects + (isFirst ? 1 : 0) };
    await job.handle.save(tx, next);
    return next;
  });
}

/** Gives all objects of some taxa another taxon: chunk by chunk, a batch a project, each of which can be taken back. */
export async function runRelabelTaxa(d: { db: Db; clock: Clock }, handle: RunHandle): Promise<RunOutcome> {
  const asked = relabelInput.parse(handle.run.input);
  const job: Job = { db: d.db, handle, asked, at: handle.run.createdAt, to: new Map(asked.pairs) };
  const from = [...job.to.keys()];
  let at = cursor.parse(handle.run.cursor);
  const total = at.changed + (await countLabelled(d.db, from, statesOf[asked.choice], handle.run.projectId));
  for (const project of await projectsHolding(d.db, from, handle.run.projectId)) {
    for (;;) {
      handle.signal.throwIfAborted();
      const next = await relabelSome(job, project, at);
      if (next === null) break;
      at = next;
      handle.progress({ step: "relabel", done: at.changed, total });
    }
  }
  return ok({ result: { changed: at.changed, projects: at.projects } });
}

import {
  type Compiled,
  compileView,
  countNotEmbedded,
  type Db,
  embeddingModel,
  keepEmbeddings,
  keepFirstPredictions,
  lockObjects,
  type ModelRow,
  modelById,
  modelClasses,
  notEmbeddedAfter,
} from "@nauplius/db";
import { type Clock, defaultSort, ok, type ProjectId, refuse } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { z } from "zod";
import type { RunHandle, RunOutcome } from "../../run/execute.ts";
import type { LearningPorts } from "../ports.ts";
import { look, spaceOf } from "../predict/look.ts";
import { compareEmbedded } from "./embedded.ts";

export type CompareDependencies = {
  readonly db: Db;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ports: Pick<LearningPorts, "open" | "compare">;
};

const chunk = 1_000;
const cursor = z.object({ last: z.int().default(0), embedded: z.int().default(0), unreadable: z.int().default(0) });
type Cursor = z.output<typeof cursor>;
type Work = CompareDependencies & {
  readonly handle: RunHandle;
  readonly project: ProjectId;
  readonly model: ModelRow;
  readonly view: Compiled;
};

/** Lets the network in service look at what is new in a project, then compares all objects by what it saw: clusters to look through,
 *  distances to the mean of the taxon, doubted labels. Labels stay as they are. */
export async function runComparison(d: CompareDependencies, handle: RunHandle): Promise<RunOutcome> {
  const { projectId: project } = handle.run;
  if (project === null) return refuse("invalid", "this run names no project");
  const id = await embeddingModel(d.db);
  const model = id === null ? null : await modelById(d.db, id);
  if (model === null) return refuse("conflict", "no model is in service; an administrator promotes one");
  const view = await compileView(d.db, { projectId: project, sampleIds: [], validatedOnly: false }, {}, defaultSort);
  const work: Work = { ...d, handle, project, model, view };
  const refusal = await embedNew(work);
  if (refusal !== null) return refuse("invalid", refusal);
  const compared = await compareEmbedded(work);
  const { embedded, unreadable } = cursor.parse(handle.run.cursor);
  return ok({ result: { ...compared, embedded, unreadable, model: `${model.name} ${model.version}` } });
}

/** Answers why not. */
async function embedNew(work: Work): Promise<string | null> {
  const { db, handle, model, view, ports } = work;
  const space = spaceOf(model);
  let at = cursor.parse(handle.run.cursor);
  const left = await countNotEmbedded(db, view, space);
  if (left === 0) return null;
  handle.progress({ step: "openingModel" });
  const running = await ports.open(model);
  if (!running.ok) return running.error;
  try {
    const classes = (await modelClasses(db, model.id)).map(({ taxonId }) => taxonId);
    for (;;) {
      handle.signal.throwIfAborted();
      const ids = await notEmbeddedAfter(db, view, space, at.last, chunk);
      const last = ids.at(-1);
      if (last === undefined) return null;
      const fresh = await look({ ...work, running: running.value, classes }, ids);
      const next: Cursor = { last, embedded: at.embedded + fresh.vectors.length, unreadable: at.unreadable + fresh.unreadable.size };
      await db.transaction(async (tx) => {
        const there = new Set((await lockObjects(tx, work.project, ids)).map((o) => Number(o.id)));
        const still = <T extends { objectId: number }>(rows: readonly T[]): T[] => rows.filter((row) => there.has(Number(row.objectId)));
        await keepEmbeddings(tx, space, still(fresh.vectors));
        await keepFirstPredictions(tx, model.id, still(fresh.rows));
        await handle.save(tx, next);
      });
      at = next;
      Object.assign(handle.run.cursor, next);
      handle.progress({ step: "embedding", done: at.embedded, total: Math.max(left, at.embedded) });
    }
  } finally {
    await running.value.close();
  }
}

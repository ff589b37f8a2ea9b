import {
  type Compiled,
  compileView,
  countView,
  foreignRows,
  type Ids,
  idsOfList,
  idsOfView,
  nextTargets,
  rowIds,
  type Sight,
  stageIds,
  stageView,
  type Tx,
} from "@nauplius/db";
import { defaultSort, type Filter, type Level, ok, type ProjectId, type RowTarget, refuse } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { type Cursor, type Step, step, type Work } from "./work.ts";

/** A manager of the whole project sees all of it. */
export const wholeSight = (project: ProjectId): Sight => ({ projectId: project, sampleIds: [], validatedOnly: false });

export async function viewOf(db: Tx, project: ProjectId, filter: Filter): Promise<Outcome<Compiled>> {
  const view = await compileView(db, wholeSight(project), filter, defaultSort);
  return view.unknown.length > 0 ? refuse("invalid", `this project has no column ${view.unknown.join(", ")}`) : ok(view);
}

export async function sameCount(db: Tx, view: Compiled, expected: number | null): Promise<Outcome<null>> {
  if (expected === null) return ok(null);
  const found = await countView(db, view, expected + 1);
  return found === expected
    ? ok(null)
    : refuse(
        "conflict",
        `the view holds ${found > expected ? "more" : found} objects by now, not the ${expected} that you decided on; nothing was changed`,
        { details: { expected, found } },
      );
}

const rowsOf: Record<Level, string> = { sample: "sample", acquisition: "acquisition", process: "process", object: "object" };

/** Ids that a client names are rows of this project, or nothing happens. */
export async function ownRows(db: Tx, project: ProjectId, level: Level, ids: readonly number[]): Promise<Outcome<number[]>> {
  const foreign = await foreignRows(db, project, level, ids);
  return foreign.length === 0
    ? ok([...new Set(ids)].sort((a, b) => a - b))
    : refuse("notFound", `${rowsOf[level]} ${foreign.join(", ")}: not in this project, or in the trash; nothing was changed`);
}

/** Rows above the objects, by id or all. */
export async function parentRows(db: Tx, project: ProjectId, level: Level, target: RowTarget): Promise<Outcome<number[]>> {
  if (target.by === "ids") return ownRows(db, project, level, target.ids);
  if (target.by === "all") return ok(await rowIds(db, project, level));
  return refuse("invalid", `rows of level ${level} are named by id, not by a filter of objects`);
}

/** Fixes once which rows a run is about: an interruption, or what the run itself changes, does not move the target. */
export async function stageTargets(work: Work, level: Level, target: RowTarget, also: (tx: Tx) => Promise<void>): Promise<Outcome<null>> {
  if (work.place.at.staged) return ok(null);
  return step(work, async (tx) => {
    const total = await stageRows(tx, work, level, target);
    if (!total.ok) return total;
    await also(tx);
    return ok({ to: { staged: true, total: total.value, last: 0 }, value: null });
  });
}

async function stageRows(tx: Tx, work: Work, level: Level, target: RowTarget): Promise<Outcome<number>> {
  const run = work.handle.run.id;
  if (level === "object" && target.by !== "ids") {
    const view = await viewOf(tx, work.project, target.by === "filter" ? target.filter : {});
    if (!view.ok) return view;
    const same = await sameCount(tx, view.value, target.by === "filter" ? target.expected : null);
    return same.ok ? ok(await stageView(tx, run, view.value)) : same;
  }
  const ids = await parentRows(tx, work.project, level, target);
  return ids.ok ? ok(await stageIds(tx, run, level, ids.value)) : ids;
}

type Change = (tx: Tx, ids: readonly number[]) => Promise<Outcome<number>>;
type Stepper = <T>(work: Work, change: (tx: Tx, at: Cursor) => Promise<Outcome<Step<T>>>) => Promise<Outcome<T>>;

/** Works through the staged rows in chunks; each chunk and its place in one transaction. Answers what changed in all. */
export async function inChunks(work: Work, of: { name: string; level: Level; step?: Stepper }, change: Change): Promise<Outcome<number>> {
  const take: Stepper = of.step ?? step;
  for (;;) {
    const more = await take<boolean>(work, async (tx, at) => {
      const ids = await nextTargets(tx, work.handle.run.id, of.level, at.last, work.chunk);
      const last = ids.at(-1);
      if (last === undefined) return ok({ to: {}, value: false });
      const changed = await change(tx, ids);
      return changed.ok ? ok({ to: { last, part: at.part + ids.length, changed: at.changed + changed.value }, value: true }) : changed;
    });
    if (!more.ok) return more;
    if (!more.value) return ok(work.place.at.changed);
    work.handle.progress({ step: of.name, done: work.place.at.part, total: work.place.at.total });
  }
}

/** Ids of a target, for a preview. */
export async function idsOf(db: Tx, project: ProjectId, level: Level, target: RowTarget): Promise<Outcome<Ids>> {
  if (level === "object" && target.by !== "ids") {
    const view = await viewOf(db, project, target.by === "filter" ? target.filter : {});
    return view.ok ? ok(idsOfView(view.value)) : view;
  }
  const ids = await parentRows(db, project, level, target);
  return ids.ok ? ok(idsOfList(ids.value)) : ids;
}

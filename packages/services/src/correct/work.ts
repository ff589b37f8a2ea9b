import { setTimeout as sleep } from "node:timers/promises";
import { clearTargets, correctionAhead, countIntoBatch, type Db, isLoading, lockImports, type Tx } from "@nauplius/db";
import { type BatchId, type Clock, ok, type ProjectId, type UserId } from "@nauplius/domain";
import { z } from "zod";
import { defaultStaleMs, type RunHandle } from "../run/execute.ts";
import { transact } from "../transact.ts";
import type { Outcome } from "../verb.ts";

/** Objects changed in one transaction: short enough that labels do not wait. */
export const chunk = 5_000;
const waitMs = 500;

const pairs = z.array(z.tuple([z.number(), z.number()]));

/** Where a correction goes on. `last`: id of the row done last in the part `part`; `made`: the trash or project that it makes. */
const cursor = z.object({
  staged: z.boolean().default(false),
  part: z.int().default(0),
  last: z.int().default(0),
  total: z.int().default(0),
  changed: z.int().default(0),
  left: z.int().default(0),
  made: z.int().nullable().default(null),
  history: z.string().nullable().default(null),
  taxa: pairs.default([]),
});
export type Cursor = z.output<typeof cursor>;

/** One correction at work. */
export type Work = {
  readonly db: Db;
  readonly clock: Clock;
  readonly handle: RunHandle;
  readonly project: ProjectId;
  readonly batch: BatchId;
  readonly by: UserId | null;
  /** Where it is; moved on only when a step is committed. */
  readonly place: { at: Cursor };
  /** Rows in one transaction. */
  readonly chunk: number;
};

export const openPlace = (handle: RunHandle): Work["place"] => ({ at: cursor.parse(handle.run.cursor) });

export type Step<T> = { readonly to: Partial<Cursor>; readonly value: T };

/** One transaction of a correction: the change, the counts in its batch, the place to go on. A refusal takes the step back. */
export async function step<T>(work: Work, change: (tx: Tx, at: Cursor) => Promise<Outcome<Step<T>>>): Promise<Outcome<T>> {
  work.handle.signal.throwIfAborted();
  const from = work.place.at;
  let reached = from;
  const outcome = await transact<T>(work.db, async (tx) => {
    const done = await change(tx, from);
    if (!done.ok) return done;
    reached = { ...from, ...done.value.to };
    await countIntoBatch(tx, work.batch, { changed: reached.changed, ...(reached.left > 0 ? { left: reached.left } : {}) });
    await work.handle.save(tx, reached);
    return ok(done.value.value);
  });
  if (outcome.ok) work.place.at = reached;
  return outcome;
}

const busy = Symbol("an import is loading");

/** A step that moves or deletes rows: it waits for imports that load into the projects, and holds new ones off until it is committed. */
export async function quietStep<T>(
  work: Work,
  projects: readonly ProjectId[],
  change: (tx: Tx, at: Cursor) => Promise<Outcome<Step<T>>>,
): Promise<Outcome<T>> {
  const ordered = [...new Set(projects)].sort((a, b) => a - b);
  for (;;) {
    const done = await step<T | typeof busy>(work, async (tx, at) => {
      for (const project of ordered) await lockImports(tx, project);
      return (await isLoading(tx, ordered)) ? ok({ to: {}, value: busy }) : change(tx, at);
    });
    if (!done.ok) return done;
    if (done.value !== busy) return ok(done.value as T);
    work.handle.progress({ step: "waitingForImport" });
    await sleep(waitMs, undefined, { signal: work.handle.signal });
  }
}

/** Corrections of a project go one after another: what one decided on is not moved under it by the next. */
export async function untilMyTurn(work: Work, projects: readonly ProjectId[]): Promise<void> {
  while (await correctionAhead(work.db, projects, work.handle.run.id, defaultStaleMs)) {
    work.handle.progress({ step: "waitingForCorrection" });
    await sleep(waitMs, undefined, { signal: work.handle.signal });
  }
}

export const forgetTargets = (work: Work): Promise<number> => clearTargets(work.db, work.handle.run.id);

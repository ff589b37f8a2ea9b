import {
  acquisitionPlaces,
  applyCounterDeltas,
  arriving,
  leaving,
  moveObjects,
  parentsOf,
  samplesAt,
  samplesOfObjects,
  sumOf,
  type Tx,
  type WholeEdit,
  wholeEdits,
} from "@nauplius/db";
import { type BatchId, ok } from "@nauplius/domain";
import type { Outcome } from "../../verb.ts";
import { remember } from "../derived/places.ts";
import { moveOne, quietly } from "../moves.ts";
import type { Step, Work } from "../work.ts";

const fieldOf = { object: "@acquisition", acquisition: "@sample" } as const;

/** Hangs objects (or acquisitions) where they hung before; those that hang elsewhere by now, or whose place is gone, are left. */
export async function undoMoves(work: Work, of: BatchId, level: "object" | "acquisition"): Promise<Outcome<null>> {
  for (;;) {
    const more = await quietly(work, async (tx, at): Promise<Outcome<Step<boolean>>> => {
      const edits = await wholeEdits(tx, of, { level, field: fieldOf[level], after: at.last, limit: work.chunk });
      const end = edits.at(-1);
      if (end === undefined) return ok({ to: {}, value: false });
      const back = await backSome(tx, work, level, edits);
      return ok({ to: { last: end.rowId, changed: at.changed + back, left: at.left + edits.length - back }, value: true });
    });
    if (!more.ok) return more;
    if (!more.value) return ok(null);
    work.handle.progress({ step: "undoing", done: work.place.at.changed + work.place.at.left });
  }
}

async function backSome(tx: Tx, work: Work, level: "object" | "acquisition", edits: readonly WholeEdit[]): Promise<number> {
  const now = new Map(
    (
      await parentsOf(
        tx,
        work.project,
        level,
        edits.map((e) => e.rowId),
      )
    ).map((r) => [r.id, r.parent]),
  );
  const mine = edits.filter((e) => now.get(e.rowId) === Number(e.after));
  let count = 0;
  for (const target of new Set(mine.map((e) => Number(e.before)))) {
    const ids = mine.filter((e) => Number(e.before) === target).map((e) => e.rowId);
    count += level === "object" ? await objectsTo(tx, work, ids, target) : await acquisitionsTo(tx, work, ids, target);
  }
  return count;
}

async function objectsTo(tx: Tx, work: Work, ids: readonly number[], target: number): Promise<number> {
  const [place] = await acquisitionPlaces(tx, [target]);
  if (place === undefined || place.projectId !== work.project) return 0;
  await remember(tx, work, [...(await samplesOfObjects(tx, ids)), place.sampleId]);
  const tallies = await moveObjects(tx, work.project, work.batch, ids, place);
  await applyCounterDeltas(tx, work.project, [...leaving(tallies), ...arriving(tallies, place.sampleId)]);
  return sumOf(tallies);
}

async function acquisitionsTo(tx: Tx, work: Work, ids: readonly number[], target: number): Promise<number> {
  const [place] = await samplesAt(tx, [target]);
  if (place === undefined || place.projectId !== work.project) return 0;
  let count = 0;
  for (const id of ids) count += await moveOne(tx, work, id, target);
  return count;
}

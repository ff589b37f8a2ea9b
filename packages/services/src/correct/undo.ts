import {
  acquisitionPlace,
  batchById,
  currentCells,
  type EditRow,
  editsOf,
  markUndone,
  moveAcquisition,
  moveObjects as moveObjectRows,
  recountSamples,
  writeCells,
} from "@nauplius/db";
import type { ProjectId } from "@nauplius/domain";
import { type BatchId, ok, refuse } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { placeAgain } from "./derived.ts";
import { moveSamples } from "./move.ts";
import { restore } from "./trash.ts";
import { chunk, type Work } from "./work.ts";

type Undone = { changed: number; left: number };

const fieldKey = (e: EditRow): string => `${e.level}/${e.field}`;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Takes a correction back by writing what stood before; rows that others changed since stay and are counted. */
export async function undoCorrection(work: Work, of: BatchId): Promise<Outcome<Undone>> {
  const batch = await batchById(work.db, of);
  if (batch === null || batch.projectId !== work.project || batch.kind !== "correction")
    return refuse("notFound", "there is no such correction in this project");
  if (batch.undoneBy !== null) return refuse("conflict", "this correction was taken back already");
  let undone: Undone = { changed: 0, left: 0 };
  let below = Number.MAX_SAFE_INTEGER;
  for (;;) {
    work.handle.signal.throwIfAborted();
    const edits = await editsOf(work.db, of, below, chunk);
    const last = edits.at(-1);
    if (last === undefined) break;
    below = last.id;
    const byField = new Map<string, EditRow[]>();
    for (const e of edits) byField.set(fieldKey(e), [...(byField.get(fieldKey(e)) ?? []), e]);
    for (const own of byField.values()) {
      const part = await takeBack(work, own);
      if (!part.ok) return part;
      undone = { changed: undone.changed + part.value.changed, left: undone.left + part.value.left };
    }
    work.handle.progress({ step: "undoing", done: undone.changed + undone.left });
  }
  await work.db.transaction((tx) => markUndone(tx, of, work.batch));
  return ok(undone);
}

/** One field of many rows. */
async function takeBack(work: Work, edits: readonly EditRow[]): Promise<Outcome<Undone>> {
  const [first] = edits;
  if (first === undefined) return ok({ changed: 0, left: 0 });
  const { level, field } = first;
  if (field === "trash") return counted(await restore(work, Number(first.after ?? first.before)), edits);
  if (field === "project") return counted(await moveSamplesBack(work, edits), edits);
  if (field === "acquisition" || (field === "sample" && level === "acquisition")) return moveBack(work, edits);
  const now = new Map(
    (
      await currentCells(
        work.db,
        work.project,
        level,
        field,
        edits.map((e) => e.rowId),
      )
    ).map((c) => [c.id, c.value]),
  );
  const mine = edits.filter((e) => now.has(e.rowId) && same(now.get(e.rowId), e.after));
  const to = { project: work.project, batch: work.batch, level, field };
  const changed = await work.db.transaction((tx) =>
    writeCells(
      tx,
      to,
      mine.map((e) => ({ id: e.rowId, value: e.before as string | number | null })),
    ),
  );
  return ok({ changed, left: edits.length - mine.length });
}

const counted = (outcome: Outcome<{ changed: number }>, edits: readonly EditRow[]): Outcome<Undone> =>
  outcome.ok ? ok({ changed: edits.length, left: 0 }) : outcome;

const moveSamplesBack = (work: Work, edits: readonly EditRow[]): Promise<Outcome<{ changed: number }>> => {
  const back = edits[0]?.before as ProjectId;
  const there: Work = { ...work, project: edits[0]?.after as ProjectId };
  return moveSamples(
    there,
    edits.map((e) => e.rowId),
    back,
  );
};

async function moveBack(work: Work, edits: readonly EditRow[]): Promise<Outcome<Undone>> {
  const to = { project: work.project, batch: work.batch };
  const changed = await work.db.transaction(async (tx) => {
    const touched = new Set<number>();
    let count = 0;
    for (const target of new Set(edits.map((e) => Number(e.before)))) {
      const rows = edits.filter((e) => Number(e.before) === target).map((e) => e.rowId);
      if (edits[0]?.level === "object") {
        const place = await acquisitionPlace(tx, target);
        if (place === null) continue;
        const moved = await moveObjectRows(tx, work.project, work.batch, rows, place);
        for (const m of moved) touched.add(m.sampleId);
        touched.add(place.sampleId);
        count += moved.reduce((sum, m) => sum + m.objects, 0);
      } else {
        for (const row of rows) {
          const from = await moveAcquisition(tx, work.project, work.batch, row, target);
          if (from === null) continue;
          touched.add(from).add(target);
          count += 1;
        }
      }
    }
    await recountSamples(tx, [...touched]);
    await placeAgain(tx, to, [...touched]);
    return count;
  });
  return ok({ changed, left: edits.length - changed });
}

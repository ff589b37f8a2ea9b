import { currentCells, type Db, freeFields, writeCells } from "@nauplius/db";
import { type Cell, type Level, ok, type ProjectId, refuse } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { recompute } from "./derived.ts";
import { sameValue, storedValue } from "./rules.ts";
import { inChunks, type Work } from "./work.ts";

type Planned = { readonly field: string; readonly edits: { id: number; value: string | number | null }[] };

/** Checks every cell: known column, right kind of value, row still as it was shown. All or nothing. */
export async function planCells(db: Db, project: ProjectId, level: Level, cells: readonly Cell[]): Promise<Outcome<Planned[]>> {
  const dictionary = await freeFields(db, project);
  const byField = grouped(cells);
  const planned: Planned[] = [];
  for (const [field, own] of byField) {
    const now = new Map(
      (
        await currentCells(
          db,
          project,
          level,
          field,
          own.map((c) => c.id),
        )
      ).map((c) => [c.id, c]),
    );
    const edits: Planned["edits"] = [];
    for (const cell of own) {
      const current = now.get(cell.id);
      if (current === undefined)
        return refuse("notFound", `${level} ${cell.id} is not in this project, or lies in the trash; nothing was changed`);
      if (!sameValue(current.value, cell.before))
        return refuse(
          "stale",
          `${level} ${current.name}, ${field}: it was changed to ${JSON.stringify(current.value)} since it was shown to you; nothing was changed`,
        );
      const value = storedValue(level, field, cell.value, dictionary);
      if (!value.ok) return refuse(value.error.code, `${current.name}: ${value.error.message}`, { faults: value.error.faults });
      edits.push({ id: cell.id, value: value.value });
    }
    planned.push({ field, edits });
  }
  return ok(planned);
}

function grouped(cells: readonly Cell[]): Map<string, Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const own = groups.get(cell.field);
    if (own) own.push(cell);
    else groups.set(cell.field, [cell]);
  }
  return groups;
}

/** Cells of the table, as pasted or typed: one transaction. */
export async function editCells(work: Work, level: Level, cells: readonly Cell[]): Promise<Outcome<{ changed: number }>> {
  const planned = await planCells(work.db, work.project, level, cells);
  if (!planned.ok) return planned;
  const to = { project: work.project, batch: work.batch };
  const changed = await work.db.transaction(async (tx) => {
    let count = 0;
    for (const { field, edits } of planned.value) {
      count += await writeCells(tx, { ...to, level, field }, edits);
      await recompute(
        tx,
        to,
        level,
        field,
        edits.map((e) => e.id),
      );
    }
    await work.handle.save(tx, { at: cells.length, changed: count });
    return count;
  });
  return ok({ changed });
}

/** One value for many rows. */
export async function setField(
  work: Work,
  level: Level,
  ids: readonly number[],
  field: string,
  given: string | number | null,
): Promise<Outcome<{ changed: number }>> {
  const value = storedValue(level, field, given, await freeFields(work.db, work.project));
  if (!value.ok) return value;
  const to = { project: work.project, batch: work.batch };
  const changed = await inChunks(work, "editing", ids, async (tx, part) => {
    const count = await writeCells(
      tx,
      { ...to, level, field },
      part.map((id) => ({ id, value: value.value })),
    );
    await recompute(tx, to, level, field, part);
    return count;
  });
  return ok({ changed });
}

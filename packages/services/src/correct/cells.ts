import { currentCells, freeFields, insertField, namesRows, renameRows, type Tx, takenByOthers, writeCells } from "@nauplius/db";
import {
  type Cell,
  type CorrectionValue,
  type Fault,
  isOffered,
  type Level,
  ok,
  type ProjectId,
  type RefusalCode,
  refuse,
} from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { writeWithObjects } from "./carriers.ts";
import { writeAndFollow } from "./derived/follow.ts";
import { isSamplePlace } from "./derived/places.ts";
import { sameValue, storedValue } from "./rules.ts";
import { step, type Work } from "./work.ts";

type Edit = { readonly id: number; readonly value: CorrectionValue };
export type PlannedField = { readonly field: string; readonly edits: readonly Edit[]; readonly names: ReadonlyMap<number, string> };

/** Refusals shown beside their cells at once; more are not looked for. */
const maxFaults = 100;
type Problem = { readonly code: RefusalCode; readonly message: string; readonly fault: Fault };

/** Checks every cell: known column, right kind of value, row still as it was shown, free name. All or nothing; `faults` name the cells. */
export async function planCells(db: Tx, project: ProjectId, level: Level, cells: readonly Cell[]): Promise<Outcome<PlannedField[]>> {
  const dictionary = await freeFields(db, project);
  const problems: Problem[] = [];
  const planned: PlannedField[] = [];
  for (const [field, own] of byField(cells)) {
    const rows = await currentCells(
      db,
      project,
      level,
      field,
      own.map((c) => c.id),
    );
    const now = new Map(rows.map((c) => [c.id, c]));
    const edits: Edit[] = [];
    for (const cell of own) {
      const found = checkCell(level, cell, now.get(cell.id), dictionary);
      if ("message" in found) problems.push(found);
      else edits.push(found);
      if (problems.length >= maxFaults) return refused(problems);
    }
    const unique = [...new Map(edits.map((e) => [e.id, e])).values()];
    if (namesRows(level, field)) problems.push(...(await nameProblems(db, project, level, field, unique)));
    planned.push({ field, edits: unique, names: new Map(rows.map((c) => [c.id, c.name])) });
  }
  return problems.length > 0 ? refused(problems) : ok(planned);
}

function byField(cells: readonly Cell[]): Map<string, Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const own = groups.get(cell.field);
    if (own) own.push(cell);
    else groups.set(cell.field, [cell]);
  }
  return groups;
}

function checkCell(
  level: Level,
  cell: Cell,
  current: { name: string; value: unknown } | undefined,
  dictionary: Parameters<typeof storedValue>[3],
): Edit | Problem {
  const at = (message: string): Fault => ({ path: `${cell.id}/${cell.field}`, message });
  if (current === undefined) {
    const message = `${level} ${cell.id} is not in this project, or lies in the trash; nothing was changed`;
    return { code: "notFound", message, fault: at("is not in this project any more") };
  }
  if (!sameValue(current.value, cell.before)) {
    const message = `${level} ${current.name}, ${cell.field}: it was changed to ${JSON.stringify(current.value)} since it was shown to you; nothing was changed`;
    return { code: "stale", message, fault: at(`is ${JSON.stringify(current.value)} by now`) };
  }
  const value = storedValue(level, cell.field, cell.value, dictionary);
  if (value.ok) return { id: cell.id, value: value.value };
  const { code, message, faults } = value.error;
  return { code, message: `${current.name}: ${message}`, fault: at(faults?.[0]?.message ?? message) };
}

async function nameProblems(db: Tx, project: ProjectId, level: Level, field: string, edits: readonly Edit[]): Promise<Problem[]> {
  const taken = new Set(await takenByOthers(db, project, level, edits));
  return edits
    .filter((e) => taken.has(String(e.value)))
    .map((e) => ({
      code: "conflict",
      message: `there would be two rows of level ${level} called ${String(e.value)}; names are unique in a project`,
      fault: { path: `${e.id}/${field}`, message: `${String(e.value)} is taken` },
    }));
}

const refused = (problems: readonly Problem[]) => {
  const [first] = problems;
  const more = problems.length - 1;
  return refuse(first?.code ?? "invalid", `${first?.message ?? ""}${more > 0 ? ` (and ${more} more)` : ""}`, {
    faults: problems.slice(0, maxFaults).map((p) => p.fault),
  });
};

/** Writes planned values of one field, with all that follows from them. */
export async function writeField(
  tx: Tx,
  work: Pick<Work, "project" | "batch">,
  level: Level,
  field: string,
  edits: readonly Edit[],
): Promise<number> {
  const to = { project: work.project, batch: work.batch };
  const ids = edits.map((e) => e.id);
  if (isOffered(level, field)) await insertField(tx, work.project, { level, name: field, type: "number", unit: null });
  return writeAndFollow(tx, to, { level, field, ids }, () =>
    namesRows(level, field) ? renameRows(tx, { ...to, level, field }, edits) : writeCells(tx, { ...to, level, field }, edits),
  );
}

/** Cells of the table, as pasted or typed: one transaction. */
export async function editCells(
  work: Work,
  level: Level,
  cells: readonly Cell[],
  alsoObjects = false,
): Promise<Outcome<{ changed: number }>> {
  if (work.place.at.staged) return ok({ changed: work.place.at.changed });
  return step(work, async (tx) => {
    const planned = await planCells(tx, work.project, level, cells);
    if (!planned.ok) return planned;
    let changed = 0;
    for (const { field, edits } of planned.value) {
      const write = () => writeField(tx, work, level, field, edits);
      changed +=
        alsoObjects && level === "sample" && isSamplePlace(field) ? await writeWithObjects(tx, work, field, edits, write) : await write();
    }
    return ok({ to: { staged: true, changed }, value: { changed } });
  });
}

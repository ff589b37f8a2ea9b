import { compileView, countView, type Db, idsAfter, rowIds, type Sight } from "@nauplius/db";
import { defaultSort, type Level, ok, type RowTarget, refuse } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";

const chunk = 20_000;

/** The rows that a correction is about, in id order. A filter whose count changed since it was shown is refused. */
export async function targetIds(db: Db, sight: Sight, level: Level, target: RowTarget): Promise<Outcome<number[]>> {
  if (target.by === "ids") return ok([...new Set(target.ids)].sort((a, b) => a - b));
  if (level !== "object")
    return target.by === "all"
      ? ok(await rowIds(db, sight.projectId, level))
      : refuse("invalid", `rows of level ${level} are named by id, not by a filter of objects`);
  const view = await compileView(db, sight, target.by === "filter" ? target.filter : {}, defaultSort);
  if (view.unknown.length > 0) return refuse("invalid", `this project has no column ${view.unknown.join(", ")}`);
  const expected = target.by === "filter" ? target.expected : null;
  if (expected !== null && (await countView(db, view, expected + 1)) !== expected)
    return refuse("conflict", `the view no longer holds the ${expected} objects that were decided on; nothing was changed`);
  const ids: number[] = [];
  for (let part = await idsAfter(db, view, 0, chunk); part.length > 0; part = await idsAfter(db, view, part.at(-1) ?? 0, chunk))
    ids.push(...part);
  return ok(ids);
}

import type { Level, ProjectId } from "@nauplius/domain";
import { where } from "../objects/filter.ts";
import type { Compiled } from "../objects/window.ts";
import { type Sql, sql, type Tx } from "../sql/connection.ts";
import { cellOf, levelTables, nameColumns, publishedRow } from "./cells.ts";

export type Ids = Sql;
/** Ids of a view, of a list: what a preview is about. */
export const idsOfView = (view: Compiled): Sql => sql`select o.id from "object" o ${where(view.tests)}`;
export const idsOfList = (ids: readonly number[]): Sql => sql`select unnest(${[...ids]}::bigint[])`;

export const countIds = async (tx: Tx, ids: Ids): Promise<number> =>
  (await tx.row<{ n: number }>(sql`select count(*)::int as n from (${ids}) ids`))?.n ?? 0;

export type CellChange = { readonly id: number; readonly name: string; readonly before: unknown };

/** Rows whose field is not the given value yet: how many, and the first of them. Empty and missing are the same. */
export async function changesTo(
  tx: Tx,
  of: { project: ProjectId; level: Level; field: string },
  value: string | number | null,
  ids: Sql,
  limit: number,
): Promise<{ rows: number; first: CellChange[] }> {
  const now = cellOf(of.level, of.field);
  const from = sql`from ${levelTables[of.level]} t where t.project_id = ${of.project} and t.trash_id is null and ${publishedRow} and t.id in (${ids})
    and coalesce((${now}) #>> '{}', '') is distinct from ${value === null ? "" : String(value)}`;
  const count = await tx.row<{ n: number }>(sql`select count(*)::int as n ${from}`);
  const first = await tx.rows<CellChange>(
    sql`select t.id, ${nameColumns[of.level]} as name, ${now} as before ${from} order by t.id limit ${limit}`,
  );
  return { rows: count?.n ?? 0, first };
}

export const namesOf = (tx: Tx, project: ProjectId, level: Level, ids: readonly number[]): Promise<{ id: number; name: string }[]> =>
  tx.rows(sql`
    select t.id, ${nameColumns[level]} as name from ${levelTables[level]} t where t.project_id = ${project} and t.id = any(${[...ids]}::bigint[])`);

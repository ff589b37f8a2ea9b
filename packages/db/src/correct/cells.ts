import { type BatchId, type FixedField, fixedField, type Level, type ProjectId } from "@nauplius/domain";
import { bringsObjects } from "../runs/kinds.ts";
import { empty, raw, type Sql, sql, type Tx } from "../sql/connection.ts";

export const levelTables = {
  sample: sql`sample`,
  acquisition: sql`acquisition`,
  process: sql`process`,
  object: sql`"object"`,
} as const satisfies Record<Level, Sql>;
/** The column that names a row to people. */
export const nameColumns = {
  sample: sql`t.name`,
  acquisition: sql`t.name`,
  process: sql`t.name`,
  object: sql`t.original_id`,
} as const satisfies Record<Level, Sql>;

const casts = { number: "float8", text: "text", date: "date", time: "time", instant: "timestamptz" } as const satisfies Record<
  FixedField["type"],
  string
>;
/** Text columns are never null: an emptied cell is an empty text. */
const assigned = (f: FixedField, text: Sql): Sql =>
  f.type === "text" ? sql`coalesce(${text}, '')` : sql`(${text})::${raw(casts[f.type])}`;

/** A moment as one text whatever the time zone of the session: 2014-04-20T10:00:00Z. */
export const instantText = (column: Sql): Sql =>
  sql`replace(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '.000Z', 'Z')`;

/** The present value of a field as JSON; fixed fields name columns of ours only. */
export const cellOf = (level: Level, field: string): Sql => {
  const fixed = fixedField(level, field);
  if (fixed === undefined) return sql`t.free -> ${field}::text`;
  const column = raw(`t."${fixed.column}"`);
  return fixed.type === "instant" ? sql`to_jsonb(${instantText(column)})` : sql`to_jsonb(${column})`;
};

export type CurrentCell = { readonly id: number; readonly name: string; readonly value: unknown };

/** Of a batch that is still being loaded nothing is corrected. */
export const publishedRow = sql`not exists (select 1 from run r where r.id = t.batch_id and r.kind in ${bringsObjects} and r.published_at is null)`;

/** Present values of a field, for rows that are in the project, published and not in the trash. */
export const currentCells = (tx: Tx, project: ProjectId, level: Level, field: string, ids: readonly number[]): Promise<CurrentCell[]> =>
  tx.rows(sql`
    select t.id, ${nameColumns[level]} as name, ${cellOf(level, field)} as value from ${levelTables[level]} t
    where t.project_id = ${project} and t.trash_id is null and t.id = any(${[...ids]}::bigint[]) and ${publishedRow} order by t.id`);

export type CellEdit = { readonly id: number; readonly value: string | number | null };
export type CellPlace = {
  readonly project: ProjectId;
  readonly batch: BatchId;
  readonly level: Level;
  readonly field: string;
  readonly derived?: boolean;
};

/** What a statement over `wanted(id, v)` sets: a column of ours, or a key of the free columns. */
function assignment(to: CellPlace): { set: Sql; differs: Sql; wanted: Sql } {
  const fixed = fixedField(to.level, to.field);
  if (fixed === undefined)
    return {
      set: sql`free = case when w.v is null then t.free - ${to.field}::text else t.free || jsonb_build_object(${to.field}::text, w.v) end`,
      differs: sql`(t.free -> ${to.field}::text) is distinct from w.v`,
      wanted: sql`w.v`,
    };
  const column = raw(`"${fixed.column}"`);
  const value = assigned(fixed, sql`w.v #>> '{}'`);
  return { set: sql`${column} = ${value}`, differs: sql`t.${column} is distinct from ${value}`, wanted: sql`${value}` };
}

/** Rows of these levels count their changes, so that a page can tell that it shows old values. */
const bump = (level: Level): Sql => (level === "object" ? empty : sql`, version = version + 1`);

/** Rows by their ids, each looked up alone (`offset 0`): just after an import nothing is known of a project's rows, and a join planned blindly took
 *  a minute for 20,000 cells. */
const byId = (to: CellPlace, id: Sql, lock: Sql): Sql => sql`
  lateral (select t.id, ${cellOf(to.level, to.field)} as now, t.project_id, t.trash_id from ${levelTables[to.level]} t where t.id = ${id} ${lock} offset 0) t
  on t.project_id = ${to.project} and t.trash_id is null`;

/** The shared end of both writers: `wanted(id, v)` is what to write; rows are locked in the order of their ids, and noted with what stood before. */
const written = (to: CellPlace): Sql => {
  const table = levelTables[to.level];
  const a = assignment(to);
  return sql`
    old as materialized (select t.id, w.v, t.now as before from (select id, v from wanted order by id) w join ${byId(to, sql`w.id`, sql`for update`)}),
    done as (update ${table} t set ${a.set}${bump(to.level)} from old w where t.id = w.id and ${a.differs}
      returning t.id, w.before, ${cellOf(to.level, to.field)} as after),
    noted as (insert into edit_event (project_id, batch_id, level, row_id, field, before, after, derived)
      select ${to.project}, ${to.batch}::uuid, ${to.level}, id, ${to.field}, before, after, ${to.derived ?? false} from done returning 1)`;
};

/** Writes one field of many rows and its events in one statement; rows that have the value already are left alone. Answers how many changed. */
export async function writeCells(tx: Tx, to: CellPlace, edits: readonly CellEdit[]): Promise<number> {
  if (edits.length === 0) return 0;
  const values = edits.map((e) => (e.value === null ? null : JSON.stringify(e.value)));
  const row = await tx.row<{ n: number }>(sql`
    with wanted(id, v) as materialized (select * from unnest(${edits.map((e) => e.id)}::bigint[], ${values}::jsonb[])), ${written(to)}
    select count(*)::int as n from noted`);
  return row?.n ?? 0;
}

export type PutBack = { readonly rows: number; readonly changed: number; readonly last: number };

/** Puts back what a batch replaced in one field, the next `limit` rows; those that hold something else by now are left. */
export async function putBack(tx: Tx, to: CellPlace, of: BatchId, from: { after: number; limit: number }): Promise<PutBack> {
  // As text: a JSON null and no value at all are two things.
  const whole = await tx.rows<{ id: number; before: string | null; after: string | null }>(sql`
    select row_id as id, (array_agg(before order by id))[1]::text as before, (array_agg(after order by id desc))[1]::text as after from edit_event
    where batch_id = ${of}::uuid and level = ${to.level} and field = ${to.field} and row_id > ${from.after}
    group by row_id order by row_id limit ${from.limit}`);
  const last = whole.at(-1);
  if (last === undefined) return { rows: 0, changed: 0, last: 0 };
  const row = await tx.row<{ changed: number }>(sql`
    with asked(id, v, held) as materialized (select * from unnest(${whole.map((e) => e.id)}::bigint[], ${whole.map((e) => e.before)}::jsonb[],
      ${whole.map((e) => e.after)}::jsonb[])),
    wanted(id, v) as materialized (
      select t.id, a.v from asked a join ${byId(to, sql`a.id`, empty)} and t.now is not distinct from a.held),
    ${written(to)}
    select (select count(*)::int from wanted) as changed, (select count(*) from noted) as noted`);
  return { rows: whole.length, changed: row?.changed ?? 0, last: last.id };
}

/** Rows of a level in the project, in id order. */
export const rowIds = async (tx: Tx, project: ProjectId, level: Level): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(
      sql`select t.id from ${levelTables[level]} t where t.project_id = ${project} and t.trash_id is null and ${publishedRow} order by t.id`,
    )
  ).map((r) => r.id);

/** Those of the ids that are not rows of the project that a person sees. */
export const foreignRows = async (tx: Tx, project: ProjectId, level: Level, ids: readonly number[]): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(sql`
      select i as id from unnest(${[...ids]}::bigint[]) as i where not exists (
        select 1 from ${levelTables[level]} t where t.id = i and t.project_id = ${project} and t.trash_id is null and ${publishedRow}) limit 20`)
  ).map((r) => r.id);

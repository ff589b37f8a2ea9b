import { type BatchId, type FixedField, fixedField, type Level, type ProjectId } from "@nauplius/domain";
import { raw, type Sql, sql, type Tx } from "../sql/connection.ts";

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
const assigned = (f: FixedField, value: Sql): Sql =>
  f.type === "text" ? sql`coalesce(${value}, '')` : sql`${value}::${raw(casts[f.type])}`;

/** The present value of a field as JSON; our own column names only. */
export const cellOf = (level: Level, field: string): Sql => {
  const fixed = fixedField(level, field);
  return fixed === undefined ? sql`t.free -> ${field}` : sql`to_jsonb(t.${raw(`"${fixed.column}"`)})`;
};

export type CurrentCell = { readonly id: number; readonly name: string; readonly value: unknown };

/** Present values of a field, for rows that are in the project and not in the trash. */
export const currentCells = (tx: Tx, project: ProjectId, level: Level, field: string, ids: readonly number[]): Promise<CurrentCell[]> =>
  tx.rows(sql`
    select t.id, ${nameColumns[level]} as name, ${cellOf(level, field)} as value from ${levelTables[level]} t
    where t.project_id = ${project} and t.trash_id is null and t.id = any(${[...ids]}::bigint[]) order by t.id`);

export type CellEdit = { readonly id: number; readonly value: string | number | null };

/** Writes one field of many rows and its events in one statement; rows that have the value already are left alone. Answers how many changed. */
export function writeCells(
  tx: Tx,
  to: { project: ProjectId; batch: BatchId; level: Level; field: string },
  edits: readonly CellEdit[],
): Promise<number> {
  const table = levelTables[to.level];
  const fixed = fixedField(to.level, to.field);
  const ids = edits.map((e) => e.id);
  const before = cellOf(to.level, to.field);
  if (fixed !== undefined) {
    const column = raw(`"${fixed.column}"`);
    const values = edits.map((e) => (e.value === null ? null : String(e.value)));
    return tx.run(sql`
      with wanted(id, v) as (select * from unnest(${ids}::bigint[], ${values}::text[])),
      old as (select t.id, ${before} as before from ${table} t join wanted using (id) where t.project_id = ${to.project} and t.trash_id is null order by t.id for update of t),
      done as (update ${table} t set ${column} = ${assigned(fixed, sql`w.v`)} from wanted w join old using (id)
        where t.id = w.id and t.${column} is distinct from ${assigned(fixed, sql`w.v`)} returning t.id, ${before} as after)
      insert into edit_event (project_id, batch_id, level, row_id, field, before, after)
      select ${to.project}, ${to.batch}::uuid, ${to.level}, done.id, ${to.field}, old.before, done.after from done join old using (id)`);
  }
  const values = edits.map((e) => (e.value === null ? null : JSON.stringify(e.value)));
  return tx.run(sql`
    with wanted(id, v) as (select * from unnest(${ids}::bigint[], ${values}::jsonb[])),
    old as (select t.id, ${before} as before from ${table} t join wanted using (id) where t.project_id = ${to.project} and t.trash_id is null order by t.id for update of t),
    done as (update ${table} t set free = case when w.v is null then t.free - ${to.field} else t.free || jsonb_build_object(${to.field}::text, w.v) end
      from wanted w join old using (id) where t.id = w.id and (t.free -> ${to.field}) is distinct from w.v returning t.id, w.v as after)
    insert into edit_event (project_id, batch_id, level, row_id, field, before, after)
    select ${to.project}, ${to.batch}::uuid, ${to.level}, done.id, ${to.field}, old.before, done.after from done join old using (id)`);
}

/** Rows of a level in the project, in id order. */
export const rowIds = async (tx: Tx, project: ProjectId, level: Level): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(
      sql`select t.id from ${levelTables[level]} t where t.project_id = ${project} and t.trash_id is null order by t.id`,
    )
  ).map((r) => r.id);

export type EditRow = {
  readonly id: number;
  readonly level: Level;
  readonly rowId: number;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
};

export const editsOf = (tx: Tx, batch: BatchId, below: number, limit: number): Promise<EditRow[]> =>
  tx.rows(sql`
    select id, level, row_id as "rowId", field, before, after from edit_event where batch_id = ${batch}::uuid and id < ${below}
    order by id desc limit ${limit}`);

export const noteEdits = (
  tx: Tx,
  to: { project: ProjectId; batch: BatchId; level: Level; field: string },
  rows: readonly { id: number; before: unknown; after: unknown }[],
): Promise<number> =>
  rows.length === 0
    ? Promise.resolve(0)
    : tx.run(sql`
      insert into edit_event (project_id, batch_id, level, row_id, field, before, after)
      select ${to.project}::bigint, ${to.batch}::uuid, ${to.level}, u.id, ${to.field}, u.b, u.a from unnest(${rows.map((r) => r.id)}::bigint[],
        ${rows.map((r) => JSON.stringify(r.before ?? null))}::jsonb[], ${rows.map((r) => JSON.stringify(r.after ?? null))}::jsonb[]) as u(id, b, a)`);

/** Samples and acquisitions whose derived values hang on the given rows. */
export const acquisitionsFor = (tx: Tx, level: "acquisition" | "process", ids: readonly number[]) =>
  tx.rows<{
    id: number;
    instrument: string;
    acquisition: Record<string, string>;
    process: Record<string, string>;
    pixelSize: number | null;
    subPart: number | null;
    processId: number | null;
    dialect: string | null;
  }>(sql`
    select a.id, a.instrument, a.free as acquisition, coalesce(p.free, '{}') as process, a.pixel_size as "pixelSize", a.sub_part as "subPart", p.id as "processId", p.dialect
    from acquisition a left join process p on p.acquisition_id = a.id
    where ${level === "acquisition" ? sql`a.id` : sql`p.id`} = any(${[...ids]}::bigint[])`);

/** Places samples anew from their objects (median), where the position was never set by hand. Answers the changes. */
export const replaceSamples = (
  tx: Tx,
  samples: readonly number[],
): Promise<{ id: number; field: string; before: unknown; after: unknown }[]> =>
  tx.rows(sql`
    with was as (select id, latitude, longitude, started_at, depth_min, depth_max from sample where id = any(${[...samples]}::bigint[]) for update),
    placed as (
      select o.sample_id as id, percentile_disc(0.5) within group (order by o.latitude) as latitude, percentile_disc(0.5) within group (order by o.longitude) as longitude,
        min((o.date + coalesce(o.time, '00:00'::time)) at time zone 'UTC') as started_at, min(o.depth_min) as depth_min, max(o.depth_max) as depth_max
      from "object" o where o.sample_id = any(${[...samples]}::bigint[]) and o.trash_id is null group by 1),
    done as (update sample s set latitude = p.latitude, longitude = p.longitude, started_at = p.started_at, depth_min = p.depth_min, depth_max = p.depth_max
      from placed p where p.id = s.id returning s.id, s.latitude, s.longitude, s.started_at, s.depth_min, s.depth_max)
    select d.id, c.field, c.before, c.after from done d join was w using (id) cross join lateral (values
      ('lat', to_jsonb(w.latitude), to_jsonb(d.latitude)), ('lon', to_jsonb(w.longitude), to_jsonb(d.longitude)),
      ('started_at', to_jsonb(w.started_at), to_jsonb(d.started_at)), ('depth_min', to_jsonb(w.depth_min), to_jsonb(d.depth_min)),
      ('depth_max', to_jsonb(w.depth_max), to_jsonb(d.depth_max))) as c(field, before, after)
    where c.before is distinct from c.after`);

export const samplesOfObjects = async (tx: Tx, ids: readonly number[]): Promise<number[]> =>
  (await tx.rows<{ id: number }>(sql`select distinct sample_id as id from "object" where id = any(${[...ids]}::bigint[])`)).map(
    (r) => r.id,
  );

/** What hangs on rows of a level. */
export const countImagesOf = async (
  tx: Tx,
  project: ProjectId,
  level: Level,
  ids: readonly number[],
): Promise<{ objects: number; validated: number; images: number }> => {
  const list = sql`${[...ids]}::bigint[]`;
  const hangs = {
    object: sql`o.id = any(${list})`,
    acquisition: sql`o.acquisition_id = any(${list})`,
    sample: sql`o.sample_id = any(${list})`,
    process: sql`o.acquisition_id in (select acquisition_id from process where id = any(${list}))`,
  }[level];
  const row = await tx.row<{ objects: number; validated: number; images: number }>(sql`
    select count(*)::int as objects, count(*) filter (where o.state = 'validated')::int as validated, coalesce(sum(o.vignettes), 0)::int as images
    from "object" o where o.project_id = ${project} and o.trash_id is null and ${hangs}`);
  return row ?? { objects: 0, validated: 0, images: 0 };
};

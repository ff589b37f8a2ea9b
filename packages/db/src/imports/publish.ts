import type { FieldType, Level, ProjectId, RunId } from "@nauplius/domain";
import { bringsObjects } from "../runs/kinds.ts";
import { sql, type Tx } from "../sql/connection.ts";

/** The id of an ordered list of feature names; equal lists are one. */
export async function featureListOf(tx: Tx, names: readonly string[]): Promise<number> {
  await tx.run(sql`insert into feature_list (names) values (${[...names]}::text[]) on conflict (names) do nothing`);
  const row = await tx.row<{ id: number }>(sql`select id from feature_list where names = ${[...names]}::text[]`);
  if (row === null) throw new Error("the feature list was not written");
  return row.id;
}

export const addFeatureList = (tx: Tx, project: ProjectId, list: number): Promise<number> =>
  tx.run(sql`insert into project_feature_list (project_id, feature_list_id) values (${project}, ${list}) on conflict do nothing`);

export type KnownField = { readonly level: Level; readonly name: string; readonly type: FieldType };

/** What the project has settled: its dictionary, and features, which are numbers. */
export const knownFields = (db: Tx, project: ProjectId): Promise<KnownField[]> =>
  db.rows(sql`
    select level, name, type from field where project_id = ${project}
    union all select distinct 'object', n, 'number' from project_feature_list p join feature_list l on l.id = p.feature_list_id, unnest(l.names) n
    where p.project_id = ${project} and not exists (select 1 from field f where f.project_id = ${project} and f.level = 'object' and f.name = n)`);

export type NewField = KnownField & { readonly unit: string | null };

/** Adds columns to the dictionary behind those that are there; a known column stays as it is. */
export const addFields = (tx: Tx, project: ProjectId, fields: readonly NewField[]): Promise<number> =>
  tx.run(sql`
    insert into field (project_id, level, name, type, unit, ordinal)
    select ${project}::bigint, u.level, u.name, u.type, u.unit,
      u.place + coalesce((select max(f.ordinal) from field f where f.project_id = ${project} and f.level = u.level), 0)
    from unnest(${fields.map((f) => f.level)}::text[], ${fields.map((f) => f.name)}::text[], ${fields.map((f) => f.type)}::text[],
      ${fields.map((f) => f.unit)}::text[]) with ordinality as u(level, name, type, unit, place)
    on conflict (project_id, level, name) do nothing`);

export type SampleSpread = { readonly name: string; readonly latitudes: number; readonly longitudes: number };

/** Samples' place, time and depth from the objects of a batch: the median of the positions, so that one wrong line moves nothing.
 *  Answers the samples whose objects lie further apart than `degrees`. */
export async function placeSamples(tx: Tx, run: RunId, degrees: number): Promise<SampleSpread[]> {
  const rows = await tx.rows<SampleSpread>(sql`
    with spread as (
      select o.sample_id, max(o.longitude) - min(o.longitude) > 180 as across from "object" o where o.batch_id = ${run} group by 1),
    placed as (
      select o.sample_id, percentile_disc(0.5) within group (order by o.latitude) as latitude,
        percentile_disc(0.5) within group (order by case when s.across and o.longitude < 0 then o.longitude + 360 else o.longitude end) as longitude,
        max(o.latitude) - min(o.latitude) as latitudes,
        max(case when s.across and o.longitude < 0 then o.longitude + 360 else o.longitude end)
          - min(case when s.across and o.longitude < 0 then o.longitude + 360 else o.longitude end) as longitudes,
        min((o.date + coalesce(o.time, '00:00'::time)) at time zone 'UTC') as started_at, min(o.depth_min) as depth_min, max(o.depth_max) as depth_max
      from "object" o join spread s using (sample_id) where o.batch_id = ${run} group by o.sample_id)
    update sample s set latitude = coalesce(s.latitude, p.latitude),
      longitude = coalesce(s.longitude, case when p.longitude > 180 then p.longitude - 360 else p.longitude end),
      started_at = coalesce(s.started_at, p.started_at), depth_min = coalesce(s.depth_min, p.depth_min), depth_max = coalesce(s.depth_max, p.depth_max)
    from placed p where p.sample_id = s.id
    returning s.name, coalesce(p.latitudes, 0) as latitudes, coalesce(p.longitudes, 0) as longitudes`);
  return rows.filter((r) => r.latitudes > degrees || r.longitudes > degrees);
}

/** One row flips and the batch is seen. False: it was published already. */
export const publishRun = async (tx: Tx, run: RunId, now: Date): Promise<boolean> =>
  (await tx.run(sql`update run set published_at = ${now} where id = ${run} and published_at is null`)) === 1;

/** Makes the imports of a project go one after another from here to the end of the transaction. */
export const lockImports = (tx: Tx, project: ProjectId): Promise<unknown> =>
  tx.row(sql`select pg_advisory_xact_lock(4711, ${project}::int)`);

/** Another import that has rows in this project which nobody sees yet. */
export const loadingImport = (tx: Tx, project: ProjectId, not: RunId): Promise<{ id: RunId; state: string; silentMs: number } | null> =>
  tx.row(sql`
    select id, state, coalesce(extract(epoch from clock_timestamp() - heartbeat_at) * 1000, 'Infinity')::float8 as "silentMs" from run where project_id = ${project} and kind in ${bringsObjects} and published_at is null
      and id <> ${not} and cursor ->> 'step' in ('load', 'clearing') order by id limit 1`);

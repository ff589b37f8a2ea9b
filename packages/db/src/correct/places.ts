import type { BatchId, ProjectId } from "@nauplius/domain";
import { type Sql, sql, type Tx } from "../sql/connection.ts";
import { instantText } from "./cells.ts";
import { noteEdits } from "./edits.ts";

/** Place, time and depth of a sample, under the names of its fields. */
export type SamplePlaceValues = {
  readonly lat: number | null;
  readonly lon: number | null;
  readonly started_at: string | null;
  readonly depth_min: number | null;
  readonly depth_max: number | null;
};
export type SamplePlace = SamplePlaceValues & { readonly id: number };

const said = (samples: readonly number[]): Sql => sql`
    with seen as (select * from "object" where sample_id = any(${[...samples]}::bigint[]) and trash_id is null),
    spread as (select sample_id, max(longitude) - min(longitude) > 180 as across from seen group by 1),
    placed as (
      select o.sample_id as id, percentile_disc(0.5) within group (order by o.latitude) as latitude,
        percentile_disc(0.5) within group (order by case when s.across and o.longitude < 0 then o.longitude + 360 else o.longitude end) as longitude,
        min((o.date + coalesce(o.time, '00:00'::time)) at time zone 'UTC') as started_at, min(o.depth_min) as depth_min, max(o.depth_max) as depth_max
      from seen o join spread s using (sample_id) group by 1)
    select id, latitude as lat, case when longitude > 180 then longitude - 360 else longitude end as lon, ${instantText(sql`started_at`)} as started_at,
      depth_min, depth_max from placed order by id`;

/** What the objects of samples say: the median of the positions (across the antimeridian too), the first moment, the whole depth. As an import places them. */
export const placesByObjects = (tx: Tx, samples: readonly number[]): Promise<SamplePlace[]> => tx.rows(said(samples));

export type Contradicted = { readonly name: string; readonly field: string; readonly held: string | null; readonly said: string | null };

/** Samples that hold another place, time or depth than their objects say and are not marked for it. Numbers as near as rounding are the same. */
export const contradictedPlaces = (tx: Tx, samples: readonly number[]): Promise<Contradicted[]> =>
  tx.rows(sql`
    select s.name, v.field, v.held, v.said from sample s join (${said(samples)}) o on o.id = s.id,
    lateral (values (1, 'lat', s.latitude::text, o.lat::text, abs(s.latitude - o.lat) < 1e-9), (2, 'lon', s.longitude::text, o.lon::text, abs(s.longitude - o.lon) < 1e-9),
      (3, 'started_at', ${instantText(sql`s.started_at`)}, o.started_at, null), (4, 'depth_min', s.depth_min::text, o.depth_min::text, abs(s.depth_min - o.depth_min) < 1e-9),
      (5, 'depth_max', s.depth_max::text, o.depth_max::text, abs(s.depth_max - o.depth_max) < 1e-9)) as v(at, field, held, said, near)
    where v.held is distinct from v.said and v.near is not true and v.said is not null and not v.field = any(coalesce(s.stale, '{}')) order by s.name, v.at`);

/** How samples are placed now, locked; and which of their values are stale. */
export const heldPlaces = (tx: Tx, samples: readonly number[]): Promise<(SamplePlace & { readonly stale: string[] })[]> =>
  tx.rows(sql`
    select s.id, s.latitude as lat, s.longitude as lon, ${instantText(sql`s.started_at`)} as started_at, s.depth_min, s.depth_max, coalesce(s.stale, '{}') as stale
    from sample s where s.id = any(${[...samples]}::bigint[]) and s.trash_id is null order by s.id for update`);

/** Marks values of rows as not agreeing with what they come from, or as agreeing again. */
export async function writeStale(
  tx: Tx,
  to: { project: ProjectId; batch: BatchId; level: "sample" | "acquisition" },
  rows: readonly { id: number; before: readonly string[]; after: readonly string[] }[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const table = to.level === "sample" ? sql`sample` : sql`acquisition`;
  await tx.run(sql`
    update ${table} t set stale = array(select jsonb_array_elements_text(u.stale)) from unnest(${rows.map((r) => r.id)}::bigint[],
      ${rows.map((r) => JSON.stringify(r.after))}::jsonb[]) as u(id, stale) where t.id = u.id`);
  return noteEdits(tx, { ...to, field: "@stale", derived: true }, rows);
}

export const staleOf = (tx: Tx, level: "sample" | "acquisition", ids: readonly number[]): Promise<{ id: number; stale: string[] }[]> =>
  tx.rows(sql`
    select id, coalesce(stale, '{}') as stale from ${level === "sample" ? sql`sample` : sql`acquisition`} where id = any(${[...ids]}::bigint[]) and trash_id is null order by id for update`);

export const samplesOfObjects = async (tx: Tx, ids: readonly number[]): Promise<number[]> =>
  (await tx.rows<{ id: number }>(sql`select distinct sample_id as id from "object" where id = any(${[...ids]}::bigint[]) order by 1`)).map(
    (r) => r.id,
  );

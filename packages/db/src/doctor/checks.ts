import { sql, type Tx } from "../sql/connection.ts";

/** What is wrong with single objects: how many, and the first ids to look at. */
export type Deviations = { readonly count: number; readonly first: number[] };

const summary = sql`count(*)::int as count, coalesce((array_agg(id order by id))[1:10], '{}')::float8[] as first`;
const none: Deviations = { count: 0, first: [] };
const deviations = async (row: Promise<Deviations | null>): Promise<Deviations> => (await row) ?? none;

/** Objects whose number of vignettes is not the one they are marked with; 0 is "without image". */
export const vignetteDeviations = (db: Tx): Promise<Deviations> =>
  deviations(
    db.row(sql`
    with found as (select object_id, count(*)::int as n from vignette group by object_id),
      wrong as (select o.id from "object" o left join found f on f.object_id = o.id where o.vignettes <> coalesce(f.n, 0)
        union all select f.object_id from found f left join "object" o on o.id = f.object_id where o.id is null)
    select ${summary} from wrong`),
  );

/** Objects whose annotation is not what replaying the ledger gives: the last event's, or none at all without events. */
export const ledgerDeviations = (db: Tx): Promise<Deviations> =>
  deviations(
    db.row(sql`
    with last as (select distinct on (object_id) * from annotation_event order by object_id, id desc),
      wrong as (select o.id from "object" o left join last e on e.object_id = o.id
        where (o.last_event_id, o.taxon_id, o.state, o.proposed, o.accepted, o.annotated_by, o.annotated_at, o.score) is distinct from
          (e.id, e.taxon_id, coalesce(e.state, 'unclassified'), coalesce(e.proposed, false), coalesce(e.accepted, false), e.by, e.at, e.score))
    select ${summary} from wrong`),
  );

/** Events whose predecessor is missing, of another object, or later than themselves. */
export const chainDeviations = (db: Tx): Promise<Deviations> =>
  deviations(
    db.row(sql`
    with wrong as (select e.id from annotation_event e left join annotation_event f on f.id = e.from_id
      where e.from_id is not null and (f.id is null or f.object_id <> e.object_id or f.id >= e.id))
    select ${summary} from wrong`),
  );

export type PackUse = { readonly key: string; readonly bytes: number; readonly used: number; readonly end: number };

/** How much of each pack its vignettes and originals use (pieces that copies share count once), and where the last one ends. */
export const packUse = (db: Tx): Promise<PackUse[]> =>
  db.rows<PackUse>(sql`
    with pieces as (
      select pack_id, "offset" as at, length from vignette
      union select original_pack_id, original_offset, original_length from vignette where original_pack_id is not null)
    select p.key, p.bytes, coalesce(sum(u.length), 0)::bigint as used, coalesce(max(u.at + u.length), 0)::bigint as "end"
    from pack p left join pieces u on u.pack_id = p.id group by p.id order by p.id`);

export type Connections = { readonly used: number; readonly max: number };

export const connections = async (db: Tx): Promise<Connections> =>
  (await db.row<Connections>(sql`
    select (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used,
      current_setting('max_connections')::int as max`)) ?? { used: 0, max: 0 };

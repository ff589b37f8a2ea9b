import type { ProjectId, UserId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type WeekOfWork = { readonly week: string; readonly labels: number; readonly people: number };

/** Labels that people gave in each of the last twelve weeks, and how many people: whole numbers of the site. */
export const weeksOfWork = (db: Tx, now: Date): Promise<WeekOfWork[]> =>
  db.rows<WeekOfWork>(sql`
    select w.week::date::text as week, coalesce(e.labels, 0)::int as labels, coalesce(e.people, 0)::int as people
    from generate_series(date_trunc('week', ${now}::timestamptz at time zone 'UTC') - interval '11 weeks', date_trunc('week', ${now}::timestamptz at time zone 'UTC'), interval '1 week') w(week)
    left join lateral (select count(*) as labels, count(distinct e.by) as people from annotation_event e
      where e.by is not null and e.how <> 'import' and e.at >= w.week at time zone 'UTC' and e.at < (w.week + interval '1 week') at time zone 'UTC') e on true
    order by 1`);

export type ActiveRuns = { readonly queued: number; readonly running: number; readonly asking: number };
export const activeRuns = async (db: Tx): Promise<ActiveRuns> =>
  (await db.row<ActiveRuns>(sql`
    select count(*) filter (where state in ('queued', 'lost'))::int as queued, count(*) filter (where state = 'running')::int as running,
      count(*) filter (where state = 'asking')::int as asking from run where state in ('queued', 'lost', 'running', 'asking')`)) ?? {
    queued: 0,
    running: 0,
    asking: 0,
  };

export type Waiting = {
  readonly projectId: ProjectId;
  readonly title: string;
  readonly unclassified: number;
  readonly predicted: number;
  /** Labels of trainees that wait for a reviewer. */
  readonly proposed: number;
  /** Acquisitions that nobody answered for. */
  readonly unsigned: number;
};

/** What waits in the projects that a person is in, in the samples that they see. */
export const waitingFor = (db: Tx, user: UserId, now: Date): Promise<Waiting[]> =>
  db.rows<Waiting>(sql`
    select p.id as "projectId", p.title, coalesce(c.unclassified, 0)::int as unclassified, coalesce(c.predicted, 0)::int as predicted,
      (select count(*)::int from "object" o where o.project_id = p.id and o.proposed and o.trash_id is null
        and (cardinality(m.sample_ids) = 0 or o.sample_id = any(m.sample_ids))) as proposed,
      (select count(*)::int from acquisition a where a.project_id = p.id and a.trash_id is null
        and (cardinality(m.sample_ids) = 0 or a.sample_id = any(m.sample_ids))
        and not exists (select 1 from sign_off g where g.acquisition_id = a.id)) as unsigned
    from membership m join project p on p.id = m.project_id left join lateral (
      select sum(c.objects) filter (where c.state = 'unclassified') as unclassified, sum(c.objects) filter (where c.state = 'predicted') as predicted
      from counter c where c.project_id = p.id and (cardinality(m.sample_ids) = 0 or c.sample_id = any(m.sample_ids))) c on true
    where m.user_id = ${user} and p.trashed_at is null and (m.expires_at is null or m.expires_at > ${now}) order by p.title, p.id limit 200`);

import { sql, type Tx } from "../sql/connection.ts";

export type Totals = {
  /** The day at whose end (UTC) it stood so. */
  readonly day: string;
  readonly images: number;
  readonly objects: number;
  readonly validated: number;
  readonly projects: number;
  readonly instruments: number;
  readonly annotators: number;
};

/** Was there anything to count before this moment? A site is no older than its first project. */
export const hadProjects = async (db: Tx, before: Date): Promise<boolean> =>
  (await db.row(sql`select 1 from project where created_at < ${before} limit 1`)) !== null;

export const hasTotals = async (db: Tx, day: string): Promise<boolean> =>
  (await db.row(sql`select 1 from site_total where day = ${day}::date`)) !== null;

/** Writes what stood at the end of a day: what was published, made and annotated before `end`. What lies in the trash now is left out. */
export async function writeTotals(tx: Tx, { day, end, now }: { day: string; end: Date; now: Date }): Promise<boolean> {
  await tx.run(sql`
    insert into project_total (day, project_id, images, objects, validated)
    select ${day}::date, p.id, coalesce(sum(o.vignettes), 0), count(o.id), count(o.id) filter (where o.was = 'validated')
    from project p left join lateral (
      select o.id, o.vignettes, case when o.annotated_at is null or o.annotated_at < ${end} then o.state else (
        select e.state from annotation_event e where e.object_id = o.id and e.at < ${end} order by e.id desc limit 1) end as was
      from "object" o left join run r on r.id = o.batch_id
      where o.project_id = p.id and o.trash_id is null
        and (r.id is null or (case when r.kind = 'importBatch' then r.published_at else r.created_at end) < ${end})) o on true
    where p.created_at < ${end} and p.trashed_at is null group by p.id
    on conflict (day, project_id) do nothing`);
  return (
    (await tx.run(sql`
      insert into site_total (day, images, objects, validated, projects, instruments, annotators, counted_at)
      select ${day}::date, coalesce(sum(t.images), 0), coalesce(sum(t.objects), 0), coalesce(sum(t.validated), 0), count(*)::int,
        (count(distinct p.instrument) filter (where p.instrument <> '?'))::int,
        (select count(distinct e.by)::int from annotation_event e join project q on q.id = e.project_id and q.trashed_at is null where e.at < ${end}),
        ${now}
      from project_total t join project p on p.id = t.project_id where t.day = ${day}::date
      on conflict (day) do nothing`)) === 1
  );
}

/** The last row of each month, oldest first; the last one is of the last day counted. */
export const monthlyTotals = (db: Tx): Promise<Totals[]> =>
  db.rows<Totals>(sql`
    select distinct on (date_trunc('month', day)) day, images, objects, validated, projects, instruments, annotators from site_total
    order by date_trunc('month', day), day desc`);

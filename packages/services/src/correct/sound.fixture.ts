import { counterDifferences, ledgerDifferences } from "@nauplius/db";
import { type Sql, sql } from "@nauplius/db/sql";
import type { BatchId } from "@nauplius/domain";
import type { TestSite } from "@nauplius/testing/factories";
import { expect } from "vitest";

const tables: Record<string, Sql> = {
  sample: sql`select id, project_id, name, latitude, longitude, started_at, depth_min, depth_max, dataportal_descriptor, free, trash_id is null as here, coalesce(stale, '{}') as stale from sample order by id`,
  acquisition: sql`select id, project_id, sample_id, name, instrument, pixel_size, sub_part, free, trash_id is null as here, coalesce(stale, '{}') as stale from acquisition order by id`,
  process: sql`select id, project_id, acquisition_id, name, dialect, free, trash_id is null as here from process order by id`,
  object: sql`select id, project_id, sample_id, acquisition_id, original_id, latitude, longitude, date, time, depth_min, depth_max, link, complement_info, free,
    taxon_id, state, annotated_by, last_event_id, version, random, trash_id is null as here from "object" order by id`,
  event: sql`select id, project_id, object_id from annotation_event order by id`,
  counter: sql`select project_id, sample_id, taxon_id, state, sum(objects)::int as objects from counter
    group by 1, 2, 3, 4 having sum(objects) <> 0 order by 1, 2, 3, 4`,
  field: sql`select id, project_id, level, name, type, unit from field order by id`,
  project: sql`select id, title, trashed_at is null as here from project order by id`,
};

/** All that corrections may touch, for "exactly as before". */
export async function photograph({ db }: TestSite): Promise<Record<string, unknown[]>> {
  const entries = await Promise.all(Object.entries(tables).map(async ([name, statement]) => [name, await db.rows(statement)] as const));
  return Object.fromEntries(entries);
}

/** Counters equal a recount, the ledger its replay, and everything hangs where its parents are. */
export async function expectSound({ db }: TestSite): Promise<void> {
  expect(await counterDifferences(db)).toEqual([]);
  expect(await ledgerDifferences(db)).toEqual([]);
  const astray = sql`
    select o.id from "object" o join acquisition a on a.id = o.acquisition_id join sample s on s.id = a.sample_id left join process p on p.acquisition_id = a.id
    where o.sample_id <> a.sample_id or o.project_id <> a.project_id or a.project_id <> s.project_id or p.project_id <> a.project_id
      or (o.trash_id is null and (a.trash_id is not null or s.trash_id is not null))
      or exists (select 1 from annotation_event e where e.object_id = o.id and e.project_id <> o.project_id)`;
  expect(await db.rows(astray)).toEqual([]);
  expect(await db.rows(sql`select count(*)::int as n from run_target t join run r on r.id = t.run_id where r.state = 'done'`)).toEqual([
    { n: 0 },
  ]);
}

export const editsIn = ({ db }: TestSite, batch: BatchId) =>
  db.rows<{ level: string; row: number; field: string; before: unknown; after: unknown; derived: boolean }>(sql`
    select level, row_id as row, field, before, after, derived from edit_event where batch_id = ${batch}::uuid order by id`);

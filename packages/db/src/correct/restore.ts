import type { BatchId, ProjectId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";
import { type Tally, tallied } from "./tallies.ts";
import type { TrashLevel } from "./trash.ts";

/** Names that were taken again while these rows lay in the trash. */
export const takenNames = (tx: Tx, trash: number): Promise<{ what: string; name: string }[]> =>
  tx.rows(sql`
    (select 'sample' as what, s.name from sample s join sample d on d.project_id = s.project_id and d.name = s.name and d.trash_id is null
      where s.trash_id = ${trash} order by 2 limit 20)
    union all (select 'acquisition', a.name from acquisition a join acquisition d on d.project_id = a.project_id and d.name = a.name and d.trash_id is null
      where a.trash_id = ${trash} order by 2 limit 20)
    union all (select 'object', o.original_id from "object" o join "object" d on d.project_id = o.project_id and d.original_id = o.original_id and d.trash_id is null
      where o.trash_id = ${trash} order by 2 limit 20)`);

/** Rows that would come back below a parent that lies in the trash itself. */
export const missingParents = (tx: Tx, trash: number): Promise<{ what: string; name: string }[]> =>
  tx.rows(sql`
    select distinct 'acquisition' as what, a.name from "object" o join acquisition a on a.id = o.acquisition_id
      where o.trash_id = ${trash} and a.trash_id is not null and a.trash_id <> ${trash}
    union select distinct 'sample', s.name from "object" o join sample s on s.id = o.sample_id
      where o.trash_id = ${trash} and s.trash_id is not null and s.trash_id <> ${trash}
    union select distinct 'sample', s.name from acquisition a join sample s on s.id = a.sample_id
      where a.trash_id = ${trash} and s.trash_id is not null and s.trash_id <> ${trash} order by 1, 2 limit 20`);

/** Takes samples, acquisitions and processes of a trash back, an event for each row of its level. */
export async function restoreParents(tx: Tx, project: ProjectId, batch: BatchId, trash: number, level: TrashLevel): Promise<number> {
  let named = 0;
  for (const [at, table] of [
    ["sample", sql`sample`],
    ["acquisition", sql`acquisition`],
  ] as const) {
    const back = await tx.rows<{ id: number }>(sql`update ${table} set trash_id = null where trash_id = ${trash} returning id`);
    if (at !== level || back.length === 0) continue;
    named = back.length;
    await tx.run(sql`
      insert into edit_event (project_id, batch_id, level, row_id, field, before, after)
      select ${project}, ${batch}::uuid, ${at}, i, '@trash', to_jsonb(${trash}::bigint), null from unnest(${back.map((r) => r.id)}::bigint[]) as i`);
  }
  await tx.run(sql`update process set trash_id = null where trash_id = ${trash}`);
  return named;
}

/** Takes up to `limit` objects of a trash back; `noted`: an event each, where objects were what was deleted. */
export const restoreObjects = (
  tx: Tx,
  to: { project: ProjectId; batch: BatchId; noted: boolean },
  trash: number,
  limit: number,
): Promise<Tally[]> =>
  tx.rows(sql`
    with old as materialized (select id from "object" where trash_id = ${trash} order by id limit ${limit} for update),
    back as (update "object" o set trash_id = null from old where o.id = old.id returning o.id, o.sample_id, o.taxon_id, o.state),
    noted as (insert into edit_event (project_id, batch_id, level, row_id, field, before, after)
      select ${to.project}, ${to.batch}::uuid, 'object', id, '@trash', to_jsonb(${trash}::bigint), null from back where ${to.noted}::bool returning 1)
    ${tallied(sql`back`)}`);

/** Samples whose objects lie in a trash. */
export const samplesInTrash = async (tx: Tx, trash: number): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(sql`
      select distinct sample_id as id from "object" where trash_id = ${trash} union select sample_id from acquisition where trash_id = ${trash}
      union select id from sample where trash_id = ${trash} order by 1`)
  ).map((r) => r.id);

/** While something is restored it does not expire. */
export const holdTrash = (tx: Tx, trash: number, until: Date): Promise<number> =>
  tx.run(sql`update trash set expires_at = greatest(expires_at, ${until}) where id = ${trash}`);

export const closeTrash = (tx: Tx, trash: number, now: Date): Promise<number> =>
  tx.run(sql`update trash set restored_at = ${now} where id = ${trash} and restored_at is null`);

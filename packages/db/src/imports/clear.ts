import type { RunId, RunKind } from "@nauplius/domain";
import { bringsObjects } from "../runs/kinds.ts";
import { sql, type Tx } from "../sql/connection.ts";

/** Imports that ended without being published and left something behind. */
export const importsToClear = (db: Tx): Promise<{ id: RunId; kind: RunKind; attempts: number }[]> =>
  db.rows(sql`
    select id, kind, attempts from run where kind in ${bringsObjects} and published_at is null and state in ('refused', 'cancelled', 'failed')
      and cursor <> '{}'::jsonb order by id limit 100`);

/** In the transaction of a piece of clearing: is the run still over? It may have been started again meanwhile. */
export const holdOver = async (tx: Tx, run: RunId): Promise<boolean> =>
  (await tx.row(sql`
    select 1 from run where id = ${run} and published_at is null and state in ('refused', 'cancelled', 'failed') for update`)) !== null;

export const setCursor = (tx: Tx, run: RunId, cursor: object): Promise<number> =>
  tx.run(sql`update run set cursor = ${JSON.stringify(cursor)}::jsonb where id = ${run} and published_at is null`);

/** Deletes up to `limit` objects of a hidden batch with all that hangs on them; answers how many. */
export async function deleteHiddenObjects(tx: Tx, run: RunId, limit: number): Promise<number> {
  const ids = (
    await tx.rows<{ id: number }>(sql`
      select o.id from "object" o join run r on r.id = o.batch_id where o.batch_id = ${run} and r.published_at is null limit ${limit}`)
  ).map((r) => r.id);
  if (ids.length === 0) return 0;
  await tx.run(sql`delete from vignette where object_id = any(${ids}::bigint[])`);
  await tx.run(sql`delete from annotation_event where object_id = any(${ids}::bigint[])`);
  return tx.run(sql`delete from "object" where id = any(${ids}::bigint[])`);
}

/** What stood above the deleted objects; taxa that the import made and nothing else uses. */
export async function deleteHiddenParents(tx: Tx, run: RunId, madeTaxa: readonly number[]): Promise<void> {
  const hidden = sql`${run} and exists (select 1 from run r where r.id = ${run} and r.published_at is null)`;
  await tx.run(sql`delete from process where batch_id = ${hidden}`);
  await tx.run(sql`delete from acquisition where batch_id = ${hidden}`);
  await tx.run(sql`delete from sample where batch_id = ${hidden}`);
  await tx.run(
    sql`delete from batch where run_id = ${hidden} 
      and not exists (select 1 from annotation_event e where e.batch_id = batch.id) and not exists (select 1 from edit_event e where e.batch_id = batch.id)`,
  );
  await tx.run(sql`
    delete from taxon t where t.id = any(${[...madeTaxa]}::bigint[]) and not exists (select 1 from "object" o where o.taxon_id = t.id)
      and not exists (select 1 from annotation_event e where e.taxon_id = t.id) and not exists (select 1 from taxon c where c.parent_id = t.id)`);
}

/** Packs that only this import wrote and that nothing points at. */
export const packsOfImport = (db: Tx, run: RunId): Promise<{ id: number; key: string }[]> =>
  db.rows(sql`
    select k.id, k.key from pack k where k.key like ${`packs/import-${run}-%`}
      and not exists (select 1 from vignette v where v.pack_id = k.id or v.original_pack_id = k.id)`);

export const deletePacks = (tx: Tx, ids: readonly number[]): Promise<number> =>
  tx.run(sql`delete from pack where id = any(${[...ids]}::bigint[])`);

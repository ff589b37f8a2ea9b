import type { ProjectId } from "@nauplius/domain";
import { deleteEmptyDivisions } from "../divisions/divisions.ts";
import { type Sql, sql, type Tx } from "../sql/connection.ts";
import type { TrashLevel } from "./trash.ts";

export type Expired = { readonly id: number; readonly projectId: ProjectId; readonly level: TrashLevel };

export const expiredTrash = (db: Tx, now: Date): Promise<Expired[]> =>
  db.rows(
    sql`select id, project_id as "projectId", level from trash where level <> 'retired' and expires_at < ${now} and restored_at is null and purged_at is null order by id limit 50`,
  );

/** In the transaction of a piece of purging: is the trash still to be purged? It may have been restored meanwhile. */
export const holdExpired = async (tx: Tx, trash: number, now: Date): Promise<boolean> =>
  (await tx.row(sql`
    select 1 from trash where id = ${trash} and expires_at < ${now} and restored_at is null and purged_at is null for update`)) !== null;

/** Objects of a trash, and whatever else hangs below its samples and acquisitions: those cannot come back without them. */
const inTrash = (trash: number): Sql => sql`
  (select o.id from "object" o where o.trash_id = ${trash}
   union select o.id from "object" o join acquisition a on a.id = o.acquisition_id where a.trash_id = ${trash}
   union select o.id from "object" o join sample s on s.id = o.sample_id where s.trash_id = ${trash})`;
const inProject = (project: ProjectId): Sql => sql`(select o.id from "object" o where o.project_id = ${project})`;

/** Deletes for good up to `limit` objects of a trash, or of a whole project; answers how many. Bytes in packs become dead and go with compaction. */
export async function purgeObjects(tx: Tx, of: Expired, limit: number): Promise<number> {
  const source = of.level === "project" ? inProject(of.projectId) : inTrash(of.id);
  const ids = (await tx.rows<{ id: number }>(sql`select id from ${source} d order by id limit ${limit}`)).map((r) => r.id);
  if (ids.length === 0) return 0;
  await tx.run(sql`delete from vignette where object_id = any(${ids}::bigint[])`);
  await tx.run(sql`delete from annotation_event where object_id = any(${ids}::bigint[])`);
  return tx.run(sql`delete from "object" where id = any(${ids}::bigint[])`);
}

/** Deletes the samples, acquisitions and processes of a trash when their objects are gone. */
export async function purgeParents(tx: Tx, trash: number, now: Date): Promise<void> {
  const samples = sql`(select id from sample where trash_id = ${trash})`;
  const acquisitions = sql`(select id from acquisition where trash_id = ${trash} or sample_id in ${samples})`;
  await tx.run(sql`delete from process where trash_id = ${trash} or acquisition_id in ${acquisitions}`);
  await tx.run(sql`delete from acquisition where id in ${acquisitions}`);
  await tx.run(sql`delete from sample where trash_id = ${trash}`);
  await deleteEmptyDivisions(tx);
  await tx.run(sql`update trash set purged_at = ${now} where id = ${trash}`);
}

/** Deletes a project whose objects are gone. Runs and batches stay where something elsewhere came from them. */
export async function purgeProject(tx: Tx, project: ProjectId, now: Date): Promise<void> {
  for (const table of [
    sql`process`,
    sql`acquisition`,
    sql`sample`,
    sql`edit_event`,
    sql`counter`,
    sql`project_feature_list`,
    sql`saved_view`,
    sql`taxon_sheet`,
    sql`preference`,
    sql`taxon_synonym`,
    sql`quantity_protocol`,
    sql`preparation`,
    sql`morphospace`,
    sql`comparison`,
    sql`object_map`,
    sql`view_order`,
  ])
    await tx.run(sql`delete from ${table} where project_id = ${project}`);
  await tx.run(sql`
    delete from batch b where b.project_id = ${project} and not exists (select 1 from annotation_event e where e.batch_id = b.id)
      and not exists (select 1 from edit_event e where e.batch_id = b.id)`);
  await deleteEmptyDivisions(tx);
  await purgeLocalTaxa(tx, project);
  await tx.run(sql`delete from link where project_id = ${project}`);
  await tx.run(sql`update trash set purged_at = ${now} where project_id = ${project} and purged_at is null`);
  await tx.run(sql`delete from project where id = ${project}`);
}

/** The project's own taxa go, children first; one that a history elsewhere still names stays, deprecated. */
async function purgeLocalTaxa(tx: Tx, project: ProjectId): Promise<void> {
  for (let gone = 1; gone > 0; )
    gone = await tx.run(sql`
      delete from taxon t where t.project_id = ${project} and not exists (select 1 from taxon c where c.parent_id = t.id)
        and not exists (select 1 from annotation_event e where e.taxon_id = t.id) and not exists (select 1 from "object" o where o.taxon_id = t.id)`);
  await tx.run(sql`update taxon set status = 'deprecated' where project_id = ${project}`);
}

/** Copies that were given up half way: their projects, which nobody ever saw. */
export const abandonedCopies = (db: Tx, endedBefore: Date): Promise<{ run: number; projectId: ProjectId }[]> =>
  db.rows(sql`
    select r.id as run, p.id as "projectId" from run r join project p on p.id = (r.cursor ->> 'made')::bigint
    where r.kind = 'correctBatch' and r.input -> 'correction' ->> 'do' = 'copy' and r.state in ('refused', 'failed', 'cancelled')
      and r.finished_at < ${endedBefore} and p.trashed_at is not null and not exists (select 1 from trash t where t.project_id = p.id)`);

import type { ProjectId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type TrashRow = {
  readonly id: number;
  readonly projectId: ProjectId;
  readonly level: "object" | "acquisition" | "sample" | "project";
  readonly label: string;
  readonly by: string | null;
  readonly byName: string | null;
  readonly at: Date;
  readonly objects: number;
  readonly expiresAt: Date;
  readonly restoredAt: Date | null;
  readonly purgedAt: Date | null;
};

const columns = sql`t.id, t.project_id as "projectId", t.level, t.label, t.by, u.name as "byName", t.at, t.objects, t.expires_at as "expiresAt",
  t.restored_at as "restoredAt", t.purged_at as "purgedAt"`;

export async function openTrash(
  tx: Tx,
  t: { projectId: ProjectId; level: TrashRow["level"]; label: string; by: string | null; at: Date; expiresAt: Date },
): Promise<number> {
  const row = await tx.row<{ id: number }>(sql`
    insert into trash (project_id, level, label, by, at, expires_at) values (${t.projectId}, ${t.level}, ${t.label}, ${t.by}, ${t.at}, ${t.expiresAt}) returning id`);
  if (row === null) throw new Error("insert into trash returned no row");
  return row.id;
}

export const listTrash = (db: Tx, project: ProjectId): Promise<TrashRow[]> =>
  db.rows(sql`
    select ${columns} from trash t left join "user" u on u.id = t.by
    where t.project_id = ${project} and t.restored_at is null and t.purged_at is null order by t.id desc limit 500`);

export const trashById = (db: Tx, id: number): Promise<TrashRow | null> =>
  db.row(sql`select ${columns} from trash t left join "user" u on u.id = t.by where t.id = ${id}`);

/** Puts objects into a trash; answers the counter differences by what they were. */
export const trashObjects = (tx: Tx, project: ProjectId, trash: number, ids: readonly number[]) =>
  tx.rows<{ sampleId: number; taxonId: number; state: "unclassified" | "predicted" | "dubious" | "validated"; objects: number }>(sql`
    with gone as (update "object" set trash_id = ${trash} where id = any(${[...ids]}::bigint[]) and project_id = ${project} and trash_id is null
      returning sample_id, taxon_id, state)
    select sample_id as "sampleId", coalesce(taxon_id, 0) as "taxonId", state, count(*)::int as objects from gone group by 1, 2, 3`);

/** Puts whole samples or acquisitions, and all below them, into a trash. Answers the samples to recount. */
export async function trashParents(
  tx: Tx,
  project: ProjectId,
  trash: number,
  level: "sample" | "acquisition",
  ids: readonly number[],
): Promise<number[]> {
  const list = sql`${[...ids]}::bigint[]`;
  const below = level === "sample" ? sql`sample_id = any(${list})` : sql`id = any(${list})`;
  if (level === "sample")
    await tx.run(sql`update sample set trash_id = ${trash} where id = any(${list}) and project_id = ${project} and trash_id is null`);
  const acquisitions = await tx.rows<{ id: number; sampleId: number }>(sql`
      update acquisition set trash_id = ${trash} where ${below} and project_id = ${project} and trash_id is null returning id, sample_id as "sampleId"`);
  const own = sql`${acquisitions.map((a) => a.id)}::bigint[]`;
  await tx.run(sql`update process set trash_id = ${trash} where acquisition_id = any(${own}) and trash_id is null`);
  await tx.run(sql`update "object" set trash_id = ${trash} where acquisition_id = any(${own}) and trash_id is null`);
  return [...new Set([...acquisitions.map((a) => a.sampleId), ...(level === "sample" ? ids : [])])];
}

export const countTrash = (tx: Tx, trash: number): Promise<number> =>
  tx.run(sql`update trash set objects = (select count(*) from "object" where trash_id = ${trash}) where id = ${trash}`);

/** Names that were taken again while these rows lay in the trash. */
export const takenNames = (tx: Tx, trash: number): Promise<{ what: string; name: string }[]> =>
  tx.rows(sql`
    (select 'sample' as what, s.name from sample s join sample d on d.project_id = s.project_id and d.name = s.name and d.trash_id is null where s.trash_id = ${trash} limit 20)
    union all (select 'acquisition', a.name from acquisition a join acquisition d on d.project_id = a.project_id and d.name = a.name and d.trash_id is null
      where a.trash_id = ${trash} limit 20)
    union all (select 'object', o.original_id from "object" o join "object" d on d.project_id = o.project_id and d.original_id = o.original_id and d.trash_id is null
      where o.trash_id = ${trash} limit 20)`);

/** Objects that would come back below a parent that is itself in the trash. */
export const missingParents = async (tx: Tx, trash: number): Promise<string[]> =>
  (
    await tx.rows<{ name: string }>(sql`
      select distinct a.name from "object" o join acquisition a on a.id = o.acquisition_id where o.trash_id = ${trash} and a.trash_id is not null and a.trash_id <> ${trash}
      union select distinct s.name from acquisition a join sample s on s.id = a.sample_id where a.trash_id = ${trash} and s.trash_id is not null and s.trash_id <> ${trash} limit 20`)
  ).map((r) => r.name);

/** Takes everything of a trash back; answers the samples to recount. */
export async function restoreTrash(tx: Tx, trash: number, now: Date): Promise<number[]> {
  const samples = await tx.rows<{ id: number }>(sql`
    select distinct sample_id as id from "object" where trash_id = ${trash} union select id from sample where trash_id = ${trash}`);
  for (const table of [sql`sample`, sql`acquisition`, sql`process`, sql`"object"`])
    await tx.run(sql`update ${table} set trash_id = null where trash_id = ${trash}`);
  await tx.run(sql`update trash set restored_at = ${now} where id = ${trash}`);
  return samples.map((s) => s.id);
}

export const expiredTrash = (db: Tx, now: Date): Promise<{ id: number; projectId: ProjectId; level: TrashRow["level"] }[]> =>
  db.rows(
    sql`select id, project_id as "projectId", level from trash where expires_at < ${now} and restored_at is null and purged_at is null order by id limit 50`,
  );

/** Deletes for good up to `limit` objects of a trash; answers how many. Bytes in packs become dead and go with compaction. */
export async function purgeObjects(tx: Tx, trash: number, limit: number): Promise<number> {
  const ids = (await tx.rows<{ id: number }>(sql`select id from "object" where trash_id = ${trash} order by id limit ${limit}`)).map(
    (r) => r.id,
  );
  if (ids.length === 0) return 0;
  await tx.run(sql`delete from vignette where object_id = any(${ids}::bigint[])`);
  await tx.run(sql`delete from annotation_event where object_id = any(${ids}::bigint[])`);
  return tx.run(sql`delete from "object" where id = any(${ids}::bigint[])`);
}

export async function purgeParents(tx: Tx, trash: number, now: Date): Promise<void> {
  await tx.run(sql`delete from process where trash_id = ${trash}`);
  await tx.run(
    sql`delete from acquisition a where a.trash_id = ${trash} and not exists (select 1 from "object" o where o.acquisition_id = a.id)`,
  );
  await tx.run(sql`delete from sample s where s.trash_id = ${trash} and not exists (select 1 from acquisition a where a.sample_id = s.id)`);
  await tx.run(sql`update trash set purged_at = ${now} where id = ${trash}`);
}

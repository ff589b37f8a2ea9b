import type { BatchId, ProjectId, UserId } from "@nauplius/domain";
import { empty, sql, type Tx } from "../sql/connection.ts";
import { type Tally, tallied } from "./tallies.ts";

/** `retired`: parents of a division, which no person put there and which never expires. */
export type TrashLevel = "object" | "acquisition" | "sample" | "project" | "retired";
export type TrashRow = {
  readonly id: number;
  readonly projectId: ProjectId;
  readonly level: TrashLevel;
  readonly label: string;
  readonly by: string | null;
  readonly byName: string | null;
  readonly at: Date;
  readonly objects: number;
  readonly expiresAt: Date;
  readonly restoredAt: Date | null;
  readonly purgedAt: Date | null;
};
/** What lies in a trash, by name: how many rows of its level, the first of them. */
export type NamedTrash = TrashRow & { readonly rows: number; readonly names: readonly string[] };

const columns = sql`t.id, t.project_id as "projectId", t.level, t.label, t.by, u.name as "byName", t.at, t.objects, t.expires_at as "expiresAt",
  t.restored_at as "restoredAt", t.purged_at as "purgedAt"`;

export async function openTrash(
  tx: Tx,
  t: { projectId: ProjectId; level: TrashLevel; label: string; by: string | null; at: Date; expiresAt: Date },
): Promise<number> {
  const row = await tx.row<{ id: number }>(sql`
    insert into trash (project_id, level, label, by, at, expires_at) values (${t.projectId}, ${t.level}, ${t.label}, ${t.by}, ${t.at}, ${t.expiresAt}) returning id`);
  if (row === null) throw new Error("insert into trash returned no row");
  return row.id;
}

const shownNames = 3;
/** What can be restored in a project, newest first. */
export const listTrash = (db: Tx, project: ProjectId): Promise<NamedTrash[]> =>
  db.rows(sql`
    select ${columns}, case t.level when 'object' then t.objects else n.rows end as rows, coalesce(n.names, '{}') as names
    from trash t left join "user" u on u.id = t.by left join lateral (
      select max(f.of)::int as rows, array_agg(f.name order by f.name) as names from (
        (select s.name, count(*) over () as of from sample s where t.level = 'sample' and s.trash_id = t.id order by s.name limit ${shownNames})
        union all (select a.name, count(*) over () from acquisition a where t.level = 'acquisition' and a.trash_id = t.id order by a.name limit ${shownNames})
        union all (select o.original_id, 0 from "object" o where t.level = 'object' and o.trash_id = t.id order by o.id limit ${shownNames})) f) n on true
    where t.project_id = ${project} and t.restored_at is null and t.purged_at is null and t.level not in ('project', 'retired') order by t.id desc limit 500`);

export type TrashedProject = TrashRow & { readonly title: string };

/** Projects in the trash that a person manages; all of them for an admin. */
export const listTrashedProjects = (db: Tx, who: { user: UserId | null; all: boolean; now: Date }): Promise<TrashedProject[]> =>
  db.rows(sql`
    select ${columns}, p.title from trash t join project p on p.id = t.project_id left join "user" u on u.id = t.by
    ${
      who.all
        ? empty
        : sql`join membership m on m.project_id = p.id and m.user_id = ${who.user} and m.role = 'manager' and coalesce(cardinality(m.sample_ids), 0) = 0
      and (m.expires_at is null or m.expires_at > ${who.now})`
    }
    where t.level = 'project' and t.restored_at is null and t.purged_at is null and p.trashed_at is not null order by t.id desc limit 500`);

export const trashById = (db: Tx, id: number): Promise<TrashRow | null> =>
  db.row(sql`select ${columns} from trash t left join "user" u on u.id = t.by where t.id = ${id}`);

/** The trash as it stands, held: neither restored nor purged beside. */
export const lockTrash = (tx: Tx, id: number): Promise<TrashRow | null> =>
  tx.row(sql`select ${columns} from trash t left join "user" u on u.id = t.by where t.id = ${id} for update of t`);

export const openTrashOfProject = async (tx: Tx, project: ProjectId): Promise<number | null> =>
  (
    await tx.row<{ id: number }>(sql`
      select id from trash where project_id = ${project} and level = 'project' and restored_at is null and purged_at is null order by id desc limit 1 for update`)
  )?.id ?? null;

/** Puts named objects into a trash, an event each; answers what left which sample. */
export const trashObjects = (tx: Tx, project: ProjectId, batch: BatchId, trash: number, ids: readonly number[]): Promise<Tally[]> =>
  tx.rows(sql`
    with old as materialized (select id from "object" where id = any(${[...ids]}::bigint[]) and project_id = ${project} and trash_id is null
      order by id for update),
    gone as (update "object" o set trash_id = ${trash} from old where o.id = old.id returning o.id, o.sample_id, o.taxon_id, o.state),
    noted as (insert into edit_event (project_id, batch_id, level, row_id, field, before, after)
      select ${project}, ${batch}::uuid, 'object', id, '@trash', null, to_jsonb(${trash}::bigint) from gone returning 1)
    ${tallied(sql`gone`)}`);

/** Puts samples or acquisitions with what is between them and their objects into a trash, an event for each named row. Answers how many were named. */
export async function trashParents(
  tx: Tx,
  project: ProjectId,
  batch: BatchId,
  trash: number,
  level: "sample" | "acquisition",
  ids: readonly number[],
): Promise<number> {
  const list = sql`${[...ids]}::bigint[]`;
  const table = level === "sample" ? sql`sample` : sql`acquisition`;
  const named = await tx.run(sql`
    with gone as (update ${table} set trash_id = ${trash} where id = any(${list}) and project_id = ${project} and trash_id is null returning id)
    insert into edit_event (project_id, batch_id, level, row_id, field, before, after)
    select ${project}, ${batch}::uuid, ${level}, id, '@trash', null, to_jsonb(${trash}::bigint) from gone`);
  if (level === "sample")
    await tx.run(sql`
      update acquisition a set trash_id = ${trash} from sample s where s.id = a.sample_id and s.trash_id = ${trash} and a.trash_id is null`);
  await tx.run(sql`
    update process p set trash_id = ${trash} from acquisition a where a.id = p.acquisition_id and a.trash_id = ${trash} and p.trash_id is null`);
  return named;
}

/** Up to `limit` objects below the acquisitions of a trash follow them into it. */
export const trashBelow = (tx: Tx, trash: number, limit: number): Promise<Tally[]> =>
  tx.rows(sql`
    with old as materialized (select o.id from "object" o join acquisition a on a.id = o.acquisition_id
      where a.trash_id = ${trash} and o.trash_id is null order by o.id limit ${limit} for update of o),
    gone as (update "object" o set trash_id = ${trash} from old where o.id = old.id returning o.sample_id, o.taxon_id, o.state)
    ${tallied(sql`gone`)}`);

export const countTrash = (tx: Tx, trash: number): Promise<number> =>
  tx.run(sql`update trash set objects = (select count(*) from "object" where trash_id = ${trash}) where id = ${trash}`);

export const setProjectTrashed = (tx: Tx, project: ProjectId, at: Date | null): Promise<number> =>
  tx.run(sql`update project set trashed_at = ${at}, version = version + 1 where id = ${project}`);

export const countProjectTrash = (tx: Tx, trash: number, project: ProjectId): Promise<number> =>
  tx.run(sql`update trash set objects = (select coalesce(sum(objects), 0) from counter where project_id = ${project}) where id = ${trash}`);

import type { ProjectId, UserId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type SavedView = {
  readonly id: number;
  readonly name: string;
  readonly query: string;
  readonly shared: boolean;
  readonly mine: boolean;
  readonly owner: string;
  readonly createdAt: Date;
};

/** Mine, and those that others of the project share. */
export const viewsFor = (db: Tx, project: ProjectId, user: UserId): Promise<SavedView[]> =>
  db.rows<SavedView>(sql`
    select v.id, v.name, v.query, v.shared, v.user_id = ${user} as mine, u.name as owner, v.created_at as "createdAt"
    from saved_view v join "user" u on u.id = v.user_id
    where v.project_id = ${project} and (v.user_id = ${user} or v.shared) order by v.name collate "C", v.id`);

/** Saves under a name; a view of mine with that name is replaced. */
export const saveView = async (
  tx: Tx,
  v: { projectId: ProjectId; userId: UserId; name: string; query: string; shared: boolean },
): Promise<number> => {
  const row = await tx.row<{ id: number }>(sql`
    insert into saved_view (project_id, user_id, name, query, shared) values (${v.projectId}, ${v.userId}, ${v.name}, ${v.query}, ${v.shared})
    on conflict (project_id, user_id, name) do update set query = excluded.query, shared = excluded.shared returning id`);
  if (row === null) throw new Error("insert into saved_view returned no row");
  return row.id;
};

export const deleteView = async (tx: Tx, id: number, user: UserId, anybodys: boolean): Promise<boolean> =>
  (await tx.run(sql`delete from saved_view where id = ${id} and (user_id = ${user} or (${anybodys} and shared))`)) === 1;

/** A person's choices for a project; an empty object where there are none. */
export const preferencesOf = async (db: Tx, project: ProjectId, user: UserId): Promise<Record<string, unknown>> =>
  (await db.row<{ value: Record<string, unknown> }>(sql`select value from preference where project_id = ${project} and user_id = ${user}`))
    ?.value ?? {};

/** Writes some of the choices; the others stay. */
export const mergePreferences = (tx: Tx, project: ProjectId, user: UserId, value: object): Promise<number> =>
  tx.run(sql`
    insert into preference (user_id, project_id, value) values (${user}, ${project}, ${JSON.stringify(value)}::jsonb)
    on conflict (user_id, project_id) do update set value = preference.value || excluded.value`);

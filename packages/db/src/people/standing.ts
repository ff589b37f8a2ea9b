import type { Access, ProjectId, Role, SampleId, SiteRole, UserId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type ProjectStanding = {
  readonly access: Access;
  readonly role: Role | null;
  /** Empty: the whole project. */
  readonly sampleIds: readonly SampleId[];
  readonly trashed: boolean;
};

/** What one person is in one project: one round trip for every permission check. Null: no such project. */
export const standingIn = (db: Tx, project: ProjectId, user: UserId | null, now: Date): Promise<ProjectStanding | null> =>
  db.row<ProjectStanding>(sql`
    select p.access, m.role, coalesce(m.sample_ids, '{}') as "sampleIds", p.trashed_at is not null as trashed
    from project p
    left join membership m on m.project_id = p.id and m.user_id = ${user} and (m.expires_at is null or m.expires_at > ${now})
    where p.id = ${project}`);

export const siteRolesOf = async (db: Tx, user: UserId): Promise<SiteRole[]> =>
  (await db.rows<{ role: SiteRole }>(sql`select role from site_role where user_id = ${user}`)).map((row) => row.role);

const projectColumn = {
  sample: sql`sample`,
  acquisition: sql`acquisition`,
  process: sql`process`,
  object: sql`"object"`,
  run: sql`run`,
  trash: sql`trash`,
  field: sql`field`,
  saved_view: sql`saved_view`,
  assignment: sql`assignment`,
  object_comment: sql`object_comment`,
  opinion: sql`opinion`,
  practice_set: sql`practice_set`,
} as const;

/** The project that a thing belongs to, for the permission check; null when there is no such thing. */
export async function projectOf(db: Tx, table: keyof typeof projectColumn, id: number): Promise<ProjectId | null> {
  const row = await db.row<{ projectId: ProjectId | null }>(
    sql`select project_id as "projectId" from ${projectColumn[table]} where id = ${id}`,
  );
  return row?.projectId ?? null;
}

/** The project of a set of objects: null when one is missing or two projects are mixed. */
export async function projectOfObjects(db: Tx, ids: readonly number[]): Promise<ProjectId | null> {
  const row = await db.row<{ projects: ProjectId[]; found: number }>(sql`
    select coalesce(array_agg(distinct project_id), '{}')::bigint[] as projects, count(*)::int as found
    from "object" where id = any(${[...new Set(ids)]}::bigint[])`);
  const only = row?.projects[0];
  return row?.found === new Set(ids).size && row.projects.length === 1 && only !== undefined ? (Number(only) as ProjectId) : null;
}

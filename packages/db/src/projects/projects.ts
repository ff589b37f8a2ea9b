import type { Access, ProjectId, ProjectPatch, Role, State, UserId } from "@nauplius/domain";
import { empty, join, sql, type Tx } from "../sql/connection.ts";

export type ProjectRow = {
  readonly id: ProjectId;
  readonly title: string;
  readonly description: string;
  readonly protocol: string;
  readonly contactName: string;
  readonly contactEmail: string;
  readonly instrument: string;
  readonly licence: string;
  readonly funding: string;
  readonly citation: string;
  readonly access: Access;
  readonly settings: Record<string, unknown>;
  readonly createdAt: Date;
  readonly trashedAt: Date | null;
  readonly version: number;
};

const columns = sql`p.id, p.title, p.description, p.protocol, p.contact_name as "contactName", p.contact_email as "contactEmail",
  p.instrument, p.licence, p.funding, p.citation, p.access, p.settings, p.created_at as "createdAt", p.trashed_at as "trashedAt", p.version`;

export const projectById = (db: Tx, id: ProjectId): Promise<ProjectRow | null> =>
  db.row<ProjectRow>(sql`select ${columns} from project p where p.id = ${id}`);

export type ProjectSummary = ProjectRow & {
  readonly role: Role | null;
  readonly counts: Readonly<Record<State, number>>;
  readonly samples: number;
};

/** Projects that a person may see, newest first, with their counts by state. `all`: an admin sees private ones too. */
export const listProjects = (db: Tx, who: { user: UserId | null; all: boolean; now: Date }): Promise<ProjectSummary[]> =>
  db.rows<ProjectSummary>(sql`
    select ${columns}, m.role,
      (select jsonb_build_object('unclassified', coalesce(sum(c.objects) filter (where c.state = 'unclassified'), 0),
        'predicted', coalesce(sum(c.objects) filter (where c.state = 'predicted'), 0),
        'dubious', coalesce(sum(c.objects) filter (where c.state = 'dubious'), 0),
        'validated', coalesce(sum(c.objects) filter (where c.state = 'validated'), 0)) from counter c where c.project_id = p.id
        and (coalesce(cardinality(m.sample_ids), 0) = 0 or c.sample_id = any(m.sample_ids))) as counts,
      (select count(*)::int from sample s where s.project_id = p.id and s.trash_id is null
        and (coalesce(cardinality(m.sample_ids), 0) = 0 or s.id = any(m.sample_ids)) and not exists (
        select 1 from run r where r.id = s.batch_id and r.published_at is null)) as samples
    from project p
    left join membership m on m.project_id = p.id and m.user_id = ${who.user} and (m.expires_at is null or m.expires_at > ${who.now})
    where p.trashed_at is null ${who.all ? empty : sql`and (m.role is not null or p.access in ('visible', 'open'))`}
    order by p.id desc`);

export async function insertProject(
  tx: Tx,
  p: { title: string; instrument: string; description: string; access: Access; createdBy: UserId | null; now: Date },
): Promise<ProjectId> {
  const row = await tx.row<{ id: ProjectId }>(sql`
    insert into project (title, instrument, description, access, created_by, updated_at)
    values (${p.title}, ${p.instrument}, ${p.description}, ${p.access}, ${p.createdBy}, ${p.now}) returning id`);
  if (row === null) throw new Error("insert into project returned no row");
  return row.id;
}

const patchColumns = {
  title: sql`title`,
  description: sql`description`,
  protocol: sql`protocol`,
  contactName: sql`contact_name`,
  contactEmail: sql`contact_email`,
  instrument: sql`instrument`,
  licence: sql`licence`,
  funding: sql`funding`,
  citation: sql`citation`,
  access: sql`access`,
} as const satisfies Record<keyof ProjectPatch, unknown>;

/** Writes the given fields if the version is still the one that was read; false when somebody was faster. */
export async function updateProject(tx: Tx, id: ProjectId, patch: ProjectPatch, version: number, now: Date): Promise<boolean> {
  const sets = (Object.keys(patchColumns) as (keyof ProjectPatch)[])
    .filter((k) => patch[k] !== undefined)
    .map((k) => sql`${patchColumns[k]} = ${patch[k]}`);
  return (
    (await tx.run(
      sql`update project set ${join([...sets, sql`version = version + 1`, sql`updated_at = ${now}`])} where id = ${id} and version = ${version}`,
    )) === 1
  );
}

export const upsertMembership = (
  tx: Tx,
  m: { projectId: ProjectId; userId: UserId; role: Role; sampleIds: readonly number[]; expiresAt: Date | null; addedBy: UserId | null },
): Promise<number> =>
  tx.run(sql`
    insert into membership (project_id, user_id, role, sample_ids, expires_at, added_by)
    values (${m.projectId}, ${m.userId}, ${m.role}, ${[...m.sampleIds]}::bigint[], ${m.expiresAt}, ${m.addedBy})
    on conflict (project_id, user_id) do update set role = excluded.role, sample_ids = excluded.sample_ids, expires_at = excluded.expires_at`);

import type { AssignmentId, ProjectId, Role, UserId } from "@nauplius/domain";
import { type Sql, sql, type Tx } from "../sql/connection.ts";

export type Assignment = {
  readonly id: AssignmentId;
  readonly projectId: ProjectId;
  readonly project: string;
  readonly name: string;
  /** The view as an address has it. */
  readonly query: string;
  readonly dueOn: string | null;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  readonly persons: readonly { readonly id: UserId; readonly name: string }[];
};

const select = (tests: Sql): Sql => sql`
  select a.id, a.project_id as "projectId", p.title as project, a.name, a.query, a.due_on as "dueOn", a.created_at as "createdAt", a.closed_at as "closedAt",
    coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by lower(u.name), u.id) from assignment_person s
      join "user" u on u.id = s.user_id where s.assignment_id = a.id), '[]') as persons
  from assignment a join project p on p.id = a.project_id where p.trashed_at is null and ${tests}
  order by a.closed_at nulls first, a.due_on nulls last, a.id`;

export const assignmentsOf = (db: Tx, project: ProjectId): Promise<Assignment[]> =>
  db.rows<Assignment>(select(sql`a.project_id = ${project}`));

export const assignmentById = (db: Tx, id: AssignmentId): Promise<Assignment | null> => db.row<Assignment>(select(sql`a.id = ${id}`));

/** What is open for a person, wherever they (still) are a member. */
export const assignmentsFor = (db: Tx, user: UserId, now: Date): Promise<Assignment[]> =>
  db.rows<Assignment>(
    select(sql`a.closed_at is null and exists (select 1 from assignment_person s where s.assignment_id = a.id and s.user_id = ${user})
      and exists (select 1 from membership m where m.project_id = a.project_id and m.user_id = ${user} and (m.expires_at is null or m.expires_at > ${now}))`),
  );

export const insertAssignment = async (
  tx: Tx,
  a: { projectId: ProjectId; name: string; query: string; dueOn: string | null; by: UserId | null; at: Date },
): Promise<AssignmentId> => {
  const row = await tx.row<{ id: AssignmentId }>(sql`
    insert into assignment (project_id, name, query, due_on, created_by, created_at)
    values (${a.projectId}, ${a.name}, ${a.query}, ${a.dueOn}::date, ${a.by}, ${a.at}) returning id`);
  if (row === null) throw new Error("insert into assignment returned no row");
  return row.id;
};

export const writeAssignment = (
  tx: Tx,
  id: AssignmentId,
  a: { name: string; dueOn: string | null; closedAt: Date | null },
): Promise<number> =>
  tx.run(sql`update assignment set name = ${a.name}, due_on = ${a.dueOn}::date, closed_at = ${a.closedAt} where id = ${id}`);

export async function writePersons(tx: Tx, id: AssignmentId, persons: readonly UserId[]): Promise<void> {
  await tx.run(sql`delete from assignment_person where assignment_id = ${id} and user_id <> all(${[...persons]}::text[])`);
  await tx.run(sql`
    insert into assignment_person (assignment_id, user_id) select ${id}::bigint, u from unnest(${[...persons]}::text[]) u on conflict do nothing`);
}

export const deleteAssignment = (tx: Tx, id: AssignmentId): Promise<number> => tx.run(sql`delete from assignment where id = ${id}`);

/** Which of these people may label in the project now. */
export const labellersAmong = async (db: Tx, project: ProjectId, people: readonly UserId[], now: Date): Promise<UserId[]> =>
  (
    await db.rows<{ id: UserId }>(sql`
      select m.user_id as id from membership m join "user" u on u.id = m.user_id where m.project_id = ${project} and m.user_id = any(${[...people]}::text[])
        and m.role <> 'viewer' and not u.blocked and (m.expires_at is null or m.expires_at > ${now})`)
  ).map((row) => row.id);

/** Projects in which a person is this, or every project for an admin. */
export const projectsAs = (db: Tx, user: UserId, role: Role, all: boolean, now: Date): Promise<{ id: ProjectId; title: string }[]> =>
  db.rows(sql`
    select p.id, p.title from project p where p.trashed_at is null and (${all} or exists (select 1 from membership m where m.project_id = p.id
      and m.user_id = ${user} and m.role = ${role} and (m.expires_at is null or m.expires_at > ${now}))) order by p.title collate "C", p.id`);

import type { ProjectId, Role, SampleId, UserId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type MemberRow = {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  readonly organisation: string;
  readonly blocked: boolean;
  readonly role: Role;
  readonly sampleIds: readonly SampleId[];
  readonly expiresAt: Date | null;
  readonly addedAt: Date;
};

const columns = sql`m.user_id as "userId", u.name, u.email, u.organisation, u.blocked, m.role, m.sample_ids as "sampleIds",
  m.expires_at as "expiresAt", m.added_at as "addedAt"`;

/** Everybody who was made a member, also those whose time is over; strongest role first. */
export const membersOf = (db: Tx, project: ProjectId): Promise<MemberRow[]> =>
  db.rows<MemberRow>(sql`
    select ${columns} from membership m join "user" u on u.id = m.user_id where m.project_id = ${project}
    order by array_position(array['manager', 'reviewer', 'annotator', 'trainee', 'viewer'], m.role), lower(u.name), u.id`);

export const memberOf = (db: Tx, project: ProjectId, user: UserId): Promise<MemberRow | null> =>
  db.row<MemberRow>(sql`
    select ${columns} from membership m join "user" u on u.id = m.user_id where m.project_id = ${project} and m.user_id = ${user}`);

/** Held by every transaction that changes who manages a project. */
export const lockMembers = (tx: Tx, project: ProjectId): Promise<unknown> =>
  tx.row(sql`select id from project where id = ${project} for no key update`);

/** Managers who stay: not blocked, without an end. */
export const countManagers = async (db: Tx, project: ProjectId, except: UserId): Promise<number> =>
  (
    await db.row<{ managers: number }>(sql`
      select count(*)::int as managers from membership m join "user" u on u.id = m.user_id
      where m.project_id = ${project} and m.role = 'manager' and m.expires_at is null and not u.blocked and m.user_id <> ${except}`)
  )?.managers ?? 0;

export const deleteMembership = (tx: Tx, project: ProjectId, user: UserId): Promise<number> =>
  tx.run(sql`delete from membership where project_id = ${project} and user_id = ${user}`);

/** Which of these samples are not (visible) samples of the project. */
export const foreignSamples = async (db: Tx, project: ProjectId, samples: readonly SampleId[]): Promise<number[]> =>
  (
    await db.rows<{ id: number }>(sql`
      select i as id from unnest(${[...samples]}::bigint[]) as i
      where not exists (select 1 from sample s where s.id = i and s.project_id = ${project} and s.trash_id is null)`)
  ).map((row) => row.id);

import type { LinkKind, ProjectId, Role, SampleId, UserId } from "@nauplius/domain";
import { empty, sql, type Tx } from "../sql/connection.ts";

export type LinkRow = {
  readonly id: number;
  readonly kind: LinkKind;
  readonly email: string | null;
  readonly userId: UserId | null;
  readonly projectId: ProjectId | null;
  readonly role: Role | null;
  readonly sampleIds: readonly SampleId[];
  readonly membershipExpiresAt: Date | null;
  readonly createdBy: UserId | null;
  /** The e-mail is known to be its holder's. */
  readonly vouched: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly revokedAt: Date | null;
};

const columns = sql`l.id, l.kind, l.email, l.user_id as "userId", l.project_id as "projectId", l.role, coalesce(l.sample_ids, '{}') as "sampleIds",
  l.membership_expires_at as "membershipExpiresAt", l.created_by as "createdBy", l.vouched, l.created_at as "createdAt", l.expires_at as "expiresAt",
  l.used_at as "usedAt", l.revoked_at as "revokedAt"`;

export type NewLink = Pick<LinkRow, "kind" | "expiresAt"> &
  Partial<Pick<LinkRow, "email" | "userId" | "projectId" | "role" | "sampleIds" | "membershipExpiresAt" | "createdBy" | "vouched">> & {
    readonly hash: string;
    readonly now: Date;
  };

export async function insertLink(tx: Tx, l: NewLink): Promise<number> {
  const row = await tx.row<{ id: number }>(sql`
    insert into link (kind, hash, email, user_id, project_id, role, sample_ids, membership_expires_at, created_by, vouched, created_at, expires_at)
    values (${l.kind}, ${l.hash}, ${l.email ?? null}, ${l.userId ?? null}, ${l.projectId ?? null}, ${l.role ?? null},
      ${[...(l.sampleIds ?? [])]}::bigint[], ${l.membershipExpiresAt ?? null}, ${l.createdBy ?? null}, ${l.vouched ?? false}, ${l.now}, ${l.expiresAt}) returning id`);
  if (row === null) throw new Error("insert into link returned no row");
  return row.id;
}

export const linkByHash = (db: Tx, hash: string): Promise<LinkRow | null> =>
  db.row<LinkRow>(sql`select ${columns} from link l where l.hash = ${hash}`);

/** Uses a link up, in the transaction of what it is used for; false when somebody was faster or its time is over. */
export const takeLink = async (tx: Tx, id: number, user: UserId, now: Date): Promise<boolean> =>
  (await tx.run(sql`
    update link set used_at = ${now}, used_by = ${user}
    where id = ${id} and used_at is null and revoked_at is null and expires_at > ${now}`)) === 1;

/** Its mail went out: whoever holds it reads that address. */
export const vouchForLink = (tx: Tx, id: number): Promise<number> => tx.run(sql`update link set vouched = true where id = ${id}`);

type Which = {
  id?: number;
  kinds?: readonly LinkKind[];
  email?: string;
  userId?: UserId;
  projectId?: ProjectId | null;
  createdBy?: UserId;
};

/** Revokes the open links that fit all that is given. */
export function revokeLinks(tx: Tx, which: Which, now: Date): Promise<number> {
  if (Object.values(which).every((value) => value === undefined)) throw new Error("revokeLinks: would revoke every link");
  return tx.run(sql`
    update link set revoked_at = ${now} where used_at is null and revoked_at is null
    ${which.id === undefined ? empty : sql`and id = ${which.id}`}
    ${which.kinds === undefined ? empty : sql`and kind = any(${[...which.kinds]}::text[])`}
    ${which.email === undefined ? empty : sql`and email = ${which.email}`}
    ${which.userId === undefined ? empty : sql`and user_id = ${which.userId}`}
    ${which.projectId === undefined ? empty : sql`and project_id is not distinct from ${which.projectId}`}
    ${which.createdBy === undefined ? empty : sql`and created_by = ${which.createdBy}`}`);
}

export type OpenInvitation = Pick<
  LinkRow,
  "id" | "email" | "projectId" | "role" | "sampleIds" | "membershipExpiresAt" | "createdAt" | "expiresAt"
> & {
  readonly invitedBy: string | null;
};

/** Invitations that can still be accepted: to one project, or (null) to the site. */
export const openInvitations = (db: Tx, project: ProjectId | null, now: Date): Promise<OpenInvitation[]> =>
  db.rows<OpenInvitation>(sql`
    select l.id, l.email, l.project_id as "projectId", l.role, coalesce(l.sample_ids, '{}') as "sampleIds",
      l.membership_expires_at as "membershipExpiresAt", l.created_at as "createdAt", l.expires_at as "expiresAt", u.name as "invitedBy"
    from link l left join "user" u on u.id = l.created_by
    where l.kind = 'invitation' and l.project_id is not distinct from ${project}
      and l.used_at is null and l.revoked_at is null and l.expires_at > ${now} order by l.id desc limit 1000`);

/** Every open invitation of an e-mail, whoever sent it. */
export const invitationsFor = (db: Tx, email: string, now: Date): Promise<LinkRow[]> =>
  db.rows<LinkRow>(sql`
    select ${columns} from link l where l.kind = 'invitation' and l.email = ${email}
      and l.used_at is null and l.revoked_at is null and l.expires_at > ${now} order by l.id`);

/** The project that a link invites to: undefined when there is no such link, null when it is the site's. */
export async function projectOfLink(db: Tx, id: number): Promise<ProjectId | null | undefined> {
  const row = await db.row<{ projectId: ProjectId | null }>(
    sql`select project_id as "projectId" from link where id = ${id} and kind = 'invitation'`,
  );
  return row === null ? undefined : row.projectId;
}

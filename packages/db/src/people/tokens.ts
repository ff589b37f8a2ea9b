import type { ProjectId, Scope, SiteRole, UserId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type TokenRow = {
  readonly id: number;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  /** Null: every project of its owner. */
  readonly projectIds: readonly ProjectId[] | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
};

export async function insertToken(
  tx: Tx,
  t: {
    userId: UserId;
    name: string;
    hash: string;
    prefix: string;
    scopes: readonly Scope[];
    projectIds: readonly ProjectId[] | null;
    now: Date;
    expiresAt: Date;
  },
): Promise<number> {
  const row = await tx.row<{ id: number }>(sql`
    insert into api_token (user_id, name, hash, prefix, scopes, project_ids, created_at, expires_at)
    values (${t.userId}, ${t.name}, ${t.hash}, ${t.prefix}, ${[...t.scopes]}, ${t.projectIds === null ? null : [...t.projectIds]}::bigint[], ${t.now}, ${t.expiresAt})
    returning id`);
  if (row === null) throw new Error("insert into api_token returned no row");
  return row.id;
}

export const tokensOf = (db: Tx, user: UserId, now: Date): Promise<TokenRow[]> =>
  db.rows<TokenRow>(sql`
    select id, name, prefix, scopes, project_ids as "projectIds", created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"
    from api_token where user_id = ${user} and revoked_at is null and expires_at > ${now} order by id desc`);

export const revokeTokenRow = (tx: Tx, user: UserId, id: number, now: Date): Promise<number> =>
  tx.run(sql`update api_token set revoked_at = ${now} where id = ${id} and user_id = ${user} and revoked_at is null`);

export const revokeTokensOf = (tx: Tx, user: UserId, now: Date): Promise<number> =>
  tx.run(sql`update api_token set revoked_at = ${now} where user_id = ${user} and revoked_at is null`);

export type TokenHolder = {
  readonly id: number;
  readonly userId: UserId;
  readonly scopes: readonly Scope[];
  readonly projectIds: readonly ProjectId[] | null;
  readonly siteRoles: readonly SiteRole[];
};

/** Who holds the token with this hash, if it is good today and its owner is not blocked. Its use is noted at most once a minute. */
export async function tokenHolder(db: Tx, hash: string, now: Date): Promise<TokenHolder | null> {
  const found = await db.row<TokenHolder & { stale: boolean }>(sql`
    select t.id, t.user_id as "userId", t.scopes, t.project_ids as "projectIds",
      coalesce((select array_agg(r.role) from site_role r where r.user_id = t.user_id), '{}') as "siteRoles",
      t.last_used_at is null or t.last_used_at < ${new Date(now.getTime() - 60_000)} as stale
    from api_token t join "user" u on u.id = t.user_id
    where t.hash = ${hash} and t.revoked_at is null and t.expires_at > ${now} and not u.blocked`);
  if (found?.stale) await db.run(sql`update api_token set last_used_at = ${now} where id = ${found.id}`);
  return found;
}

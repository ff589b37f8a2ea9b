import type { SiteRole, UserId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

/** Held by every transaction that changes who is admin: two admins cannot take each other's role away at once. */
export const lockAdmins = (tx: Tx): Promise<unknown> => tx.row(sql`select pg_advisory_xact_lock(hashtext('nauplius.admins'))`);

/** Admins who can sign in. */
export const countAdmins = async (db: Tx, except?: UserId): Promise<number> =>
  (
    await db.row<{ admins: number }>(sql`
      select count(*)::int as admins from site_role r join "user" u on u.id = r.user_id
      where r.role = 'admin' and not u.blocked and r.user_id is distinct from ${except ?? null}`)
  )?.admins ?? 0;

export const insertSiteRole = (tx: Tx, r: { userId: UserId; role: SiteRole; by: UserId | null; now: Date }): Promise<number> =>
  tx.run(sql`
    insert into site_role (user_id, role, granted_at, granted_by) values (${r.userId}, ${r.role}, ${r.now}, ${r.by}) on conflict do nothing`);

export const deleteSiteRole = (tx: Tx, user: UserId, role: SiteRole): Promise<number> =>
  tx.run(sql`delete from site_role where user_id = ${user} and role = ${role}`);

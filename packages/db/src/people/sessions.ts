import type { UserId } from "@nauplius/domain";
import { empty, sql, type Tx } from "../sql/connection.ts";

export type SessionRow = {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
};

export const sessionsOf = (db: Tx, user: UserId, now: Date): Promise<SessionRow[]> =>
  db.rows<SessionRow>(sql`
    select id, created_at as "createdAt", expires_at as "expiresAt", ip_address as "ipAddress", user_agent as "userAgent"
    from session where user_id = ${user} and expires_at > ${now} order by created_at desc`);

export const deleteSession = (tx: Tx, user: UserId, id: string): Promise<number> =>
  tx.run(sql`delete from session where user_id = ${user} and id = ${id}`);

/** Signs a person out everywhere, but where they are now when `keep` is given. */
export const deleteSessions = (tx: Tx, user: UserId, keep?: string): Promise<number> =>
  tx.run(sql`delete from session where user_id = ${user} ${keep === undefined ? empty : sql`and id <> ${keep}`}`);

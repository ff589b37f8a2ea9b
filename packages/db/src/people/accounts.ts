import type { SiteRole, UserId } from "@nauplius/domain";
import { empty, sql, type Tx } from "../sql/connection.ts";

export type PersonRow = {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly organisation: string;
  readonly blocked: boolean;
  readonly createdAt: Date;
};

const columns = sql`u.id, u.name, u.email, u.email_verified as "emailVerified", u.organisation, u.blocked, u.created_at as "createdAt"`;

export const personById = (db: Tx, id: UserId): Promise<PersonRow | null> =>
  db.row<PersonRow>(sql`select ${columns} from "user" u where u.id = ${id}`);

export const personByEmail = (db: Tx, email: string): Promise<PersonRow | null> =>
  db.row<PersonRow>(sql`select ${columns} from "user" u where u.email = ${email}`);

export type NewPerson = {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly organisation: string;
  /** Null: an account that nobody signs in to with a password. */
  readonly passwordHash: string | null;
  readonly now: Date;
};

/** A person and their password, as the auth library writes them; false when the e-mail has an account already. */
export async function insertPerson(tx: Tx, p: NewPerson): Promise<boolean> {
  const made = await tx.run(sql`
    insert into "user" (id, name, email, email_verified, organisation, created_at, updated_at)
    values (${p.id}, ${p.name}, ${p.email}, ${p.emailVerified}, ${p.organisation}, ${p.now}, ${p.now}) on conflict (email) do nothing`);
  if (made === 1 && p.passwordHash !== null) await writePassword(tx, p.id, p.passwordHash, p.now);
  return made === 1;
}

/** Sets the password, also of a person who had none (who signed in through another service until now). */
export const writePassword = (tx: Tx, user: UserId, hash: string, now: Date): Promise<number> =>
  tx.run(sql`
    insert into account (id, account_id, provider_id, user_id, password, created_at, updated_at)
    values (gen_random_uuid()::text, ${user}, 'credential', ${user}, ${hash}, ${now}, ${now})
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = excluded.updated_at`);

export const passwordOf = async (db: Tx, user: UserId): Promise<string | null> =>
  (await db.row<{ password: string | null }>(sql`select password from account where user_id = ${user} and provider_id = 'credential'`))
    ?.password ?? null;

/** The ways in which a person signs in: `credential`, or the name of a service. */
export const signInWays = async (db: Tx, user: UserId): Promise<string[]> =>
  (await db.rows<{ way: string }>(sql`select provider_id as way from account where user_id = ${user} order by 1`)).map((row) => row.way);

export const updatePerson = (tx: Tx, id: UserId, p: { name: string; organisation: string }, now: Date): Promise<number> =>
  tx.run(sql`update "user" set name = ${p.name}, organisation = ${p.organisation}, updated_at = ${now} where id = ${id}`);

export const markVerified = (tx: Tx, id: UserId, now: Date): Promise<number> =>
  tx.run(sql`update "user" set email_verified = true, updated_at = ${now} where id = ${id} and not email_verified`);

export const writeBlocked = (tx: Tx, id: UserId, blocked: boolean, now: Date): Promise<number> =>
  tx.run(sql`update "user" set blocked = ${blocked}, updated_at = ${now} where id = ${id}`);

export type PersonSummary = PersonRow & {
  readonly siteRoles: readonly SiteRole[];
  readonly projects: number;
  readonly lastSeenAt: Date | null;
};

/** `%` and `_` typed by a person mean themselves. */
const infix = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** Accounts by name, a page at a time; for admins. */
export const listPeople = (
  db: Tx,
  of: { q: string; after: { name: string; id: string } | null; limit: number },
): Promise<PersonSummary[]> =>
  db.rows<PersonSummary>(sql`
    select ${columns}, coalesce((select array_agg(r.role order by r.role) from site_role r where r.user_id = u.id), '{}') as "siteRoles",
      (select count(*)::int from membership m where m.user_id = u.id) as projects,
      (select max(s.created_at) from session s where s.user_id = u.id) as "lastSeenAt"
    from "user" u where true
      ${of.q === "" ? empty : sql`and (u.name ilike ${infix(of.q)} or u.email ilike ${infix(of.q)} or u.organisation ilike ${infix(of.q)})`}
      ${of.after === null ? empty : sql`and (lower(u.name), u.id) > (lower(${of.after.name}), ${of.after.id})`}
    order by lower(u.name), u.id limit ${of.limit}`);

/** Names that contain the text, or the one account with exactly this e-mail. Blocked people are not found. */
export const searchPeople = (
  db: Tx,
  q: string,
  limit: number,
): Promise<{ id: UserId; name: string; email: string; organisation: string }[]> =>
  db.rows(sql`
    select u.id, u.name, u.email, u.organisation from "user" u
    where not u.blocked and (u.name ilike ${infix(q)} or u.email = ${q.toLowerCase()})
    order by lower(u.name) like ${`${q.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`} desc, lower(u.name), u.id limit ${limit}`);

import { sql, type Tx } from "../sql/connection.ts";

export type Tries = { readonly max: number; readonly seconds: number };

/** Counts one try of `key` in its window; says how many seconds to wait when there were too many. One statement, so that tries at once all count. */
export async function countTry(db: Tx, key: string, rule: Tries, now: Date): Promise<{ allowed: boolean; waitSeconds: number }> {
  const begin = new Date(now.getTime() - rule.seconds * 1000);
  const row = await db.row<{ count: number; since: Date }>(sql`
    insert into rate_limit as r (key, count, since) values (${key}, 1, ${now})
    on conflict (key) do update set count = case when r.since <= ${begin} then 1 else least(r.count + 1, 1000000) end,
      since = case when r.since <= ${begin} then ${now} else r.since end
    returning count, since`);
  if (row === null) throw new Error("rate_limit returned no row");
  const waitSeconds = Math.max(1, Math.ceil((row.since.getTime() + rule.seconds * 1000 - now.getTime()) / 1000));
  return row.count <= rule.max ? { allowed: true, waitSeconds: 0 } : { allowed: false, waitSeconds };
}

export const forgetTries = (db: Tx, key: string): Promise<number> => db.run(sql`delete from rate_limit where key = ${key}`);

/** No window is longer than a day. */
export const pruneTries = (db: Tx, now: Date): Promise<number> =>
  db.run(sql`delete from rate_limit where since < ${new Date(now.getTime() - 86_400_000)}`);

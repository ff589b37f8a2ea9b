import { sql, type Tx } from "../sql/connection.ts";

/** Whether a regular task is due; of many processes that ask, one is told yes. */
export const takeTurn = async (db: Tx, task: string, now: Date, everyMs: number): Promise<boolean> =>
  (await db.run(sql`
    insert into setting (key, value, updated_at) values (${`turn/${task}`}, '{}', ${now})
    on conflict (key) do update set updated_at = excluded.updated_at where setting.updated_at <= ${new Date(now.getTime() - everyMs)}`)) ===
  1;

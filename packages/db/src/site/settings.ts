import { sql, type Tx } from "../sql/connection.ts";

/** A fact of the instance, or null where nobody wrote it yet. */
export const readSetting = async (db: Tx, key: string): Promise<unknown> =>
  (await db.row<{ value: unknown }>(sql`select value from setting where key = ${key}`))?.value ?? null;

export const writeSetting = (tx: Tx, key: string, value: object, now: Date): Promise<number> =>
  tx.run(sql`
    insert into setting (key, value, updated_at) values (${key}, ${JSON.stringify(value)}::jsonb, ${now})
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`);

/** Has anybody made a project here, ever (the trash included)? */
export const hasProjects = async (db: Tx): Promise<boolean> => (await db.row(sql`select 1 from project limit 1`)) !== null;

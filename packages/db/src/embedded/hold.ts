import pg from "pg";

/** Any number; every process that uses an embedded server holds it shared while it does. */
const LOCK = 7_463_001;

export type Hold = { isLast: () => Promise<boolean>; letGo: () => Promise<void> };

/** Null when the last holder is about to stop the server. A killed holder's lock vanishes with its connection. */
export async function holdServer(url: string): Promise<Hold | null> {
  const client = new pg.Client({ connectionString: url, application_name: "nauplius-hold" });
  let broken = false;
  client.on("error", () => {
    broken = true;
  });
  await client.connect();
  const shared = await client.query<{ held: boolean }>("SELECT pg_try_advisory_lock_shared($1) AS held", [LOCK]);
  if (!shared.rows[0]?.held) {
    await client.end();
    return null;
  }
  return {
    letGo: () => client.end().catch(() => undefined),
    async isLast() {
      if (broken) return false;
      await client.query("SELECT pg_advisory_unlock_shared($1)", [LOCK]);
      const alone = await client.query<{ held: boolean }>("SELECT pg_try_advisory_lock($1) AS held", [LOCK]);
      return alone.rows[0]?.held === true;
    },
  };
}

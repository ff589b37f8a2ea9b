import pg from "pg";

/** Has an instance nothing more of its first start before it: an administrator, and a demo that is made or was declined? For launchers, who ask
 *  before they load the product: with a connection of its own and nothing else. */
export async function isSettled(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, application_name: "nauplius-settled" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const answer = await client.query<{ settled: boolean }>(`
      select exists (select 1 from site_role r join "user" u on u.id = r.user_id where r.role = 'admin' and not u.blocked)
        and exists (select 1 from setting where key = 'demo' and value ->> 'state' in ('ready', 'declined')) as settled`);
    return answer.rows[0]?.settled === true;
  } finally {
    await client.end();
  }
}

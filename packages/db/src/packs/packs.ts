import { sql, type Tx } from "../sql/connection.ts";

/** Registers a new pack that this writer alone appends to. */
export async function insertPack(tx: Tx, key: string, writer: string): Promise<number> {
  const row = await tx.row<{ id: number }>(sql`insert into pack (key, writer) values (${key}, ${writer}) returning id`);
  if (row === null) throw new Error("insert into pack returned no row");
  return row.id;
}

/** In the transaction that commits the offsets: how long the pack now is, and whether it is closed for good. */
export const recordPack = (tx: Tx, id: number, bytes: number, sealed: boolean): Promise<number> =>
  tx.run(
    sql`update pack set bytes = ${bytes}, state = ${sealed ? "sealed" : "open"}, sealed_at = case when ${sealed} then now() end where id = ${id}`,
  );

/** Packs whose writer is long gone take no more. */
export const sealAbandoned = (db: Tx, openedBefore: Date): Promise<number> =>
  db.run(sql`
    update pack k set state = 'sealed', sealed_at = now() where k.state = 'open' and k.opened_at < ${openedBefore}
      and not exists (select 1 from run r where k.writer = 'run-' || r.id and r.state in ('queued', 'running', 'asking', 'lost'))`);

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

/** Packs that a dead writer left open. */
export const sealPacksOf = (tx: Tx, writer: string): Promise<number> =>
  tx.run(sql`update pack set state = 'sealed', sealed_at = now() where writer = ${writer} and state = 'open'`);

export const allPacks = (db: Tx): Promise<{ id: number; key: string; state: string; bytes: number; live: number }[]> =>
  db.rows(sql`
    select k.id, k.key, k.state, k.bytes, coalesce((select sum(v.length) from vignette v where v.pack_id = k.id), 0)::bigint
      + coalesce((select sum(v.original_length) from vignette v where v.original_pack_id = k.id), 0)::bigint as live from pack k order by k.id`);

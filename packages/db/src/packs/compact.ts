import { sql, type Tx } from "../sql/connection.ts";

/** A piece of a pack that vignettes point at; copies of a project share pieces. */
export type Piece = { readonly offset: number; readonly length: number };
export type PackToCompact = { readonly id: number; readonly key: string; readonly bytes: number; readonly live: number };

const pieces = sql`
  select pack_id, "offset" as at, length from vignette
  union select original_pack_id, original_offset, original_length from vignette where original_pack_id is not null`;
/** An import that is not over may still make rows of what it staged. */
const staged = sql`exists (select 1 from import_image i where i.pack_id = k.id or i.original_pack_id = k.id)`;

/** Closed packs of which less than `share` is still pointed at, the emptiest first. */
export const packsToCompact = (db: Tx, share: number, limit: number): Promise<PackToCompact[]> =>
  db.rows(sql`
    with used as (select pack_id, sum(length) as live from (${pieces}) p group by 1)
    select k.id, k.key, k.bytes, coalesce(u.live, 0)::bigint as live from pack k left join used u on u.pack_id = k.id
    where k.state = 'sealed' and k.emptied_at is null and coalesce(u.live, 0) <= k.bytes * ${share}::float8 and not ${staged}
    order by coalesce(u.live, 0), k.id limit ${limit}`);

/** What of a pack is pointed at, in the order in which it lies. */
export const livePieces = (db: Tx, pack: number): Promise<Piece[]> =>
  db.rows(sql`
    select "offset", length from vignette where pack_id = ${pack}
    union select original_offset, original_length from vignette where original_pack_id = ${pack} order by 1, 2`);

/** Holds a pack against rows that begin to point at it; false when somebody else emptied it meanwhile. */
export const holdPack = async (tx: Tx, pack: number): Promise<boolean> =>
  (await tx.row(sql`select 1 from pack where id = ${pack} and emptied_at is null for update`)) !== null;

export type MovedPiece = Piece & { readonly to: number };

/** Points everything that lay in one pack at another. Answers how many rows still point at the old one: none, or the switch must not count. */
export async function switchPack(tx: Tx, from: number, to: number, moved: readonly MovedPiece[], now: Date): Promise<number> {
  const map = sql`unnest(${moved.map((m) => m.offset)}::bigint[], ${moved.map((m) => m.length)}::int[], ${moved.map((m) => m.to)}::bigint[]) as m(was, length, at)`;
  await tx.run(sql`
    update vignette v set pack_id = ${to}, "offset" = m.at from ${map} where v.pack_id = ${from} and v."offset" = m.was and v.length = m.length`);
  await tx.run(sql`
    update vignette v set original_pack_id = ${to}, original_offset = m.at from ${map}
    where v.original_pack_id = ${from} and v.original_offset = m.was and v.original_length = m.length`);
  await tx.run(sql`update pack set emptied_at = ${now} where id = ${from}`);
  return pointersTo(tx, from);
}

export const pointersTo = async (tx: Tx, pack: number): Promise<number> =>
  (
    await tx.row<{ n: number }>(sql`
      select ((select count(*) from vignette where pack_id = ${pack}) + (select count(*) from vignette where original_pack_id = ${pack})
        + (select count(*) from import_image where pack_id = ${pack} or original_pack_id = ${pack}))::int as n`)
  )?.n ?? 0;

export const markEmptied = (tx: Tx, pack: number, now: Date): Promise<number> =>
  tx.run(sql`update pack set emptied_at = ${now} where id = ${pack}`);

/** Emptied packs of which every read that began before is over. */
export const packsToDelete = (db: Tx, emptiedBefore: Date): Promise<{ id: number; key: string }[]> =>
  db.rows(sql`select id, key from pack where emptied_at < ${emptiedBefore} order by id limit 1000`);

/** Takes a pack back into use: something points at it after all. */
export const revivePack = (tx: Tx, pack: number): Promise<number> => tx.run(sql`update pack set emptied_at = null where id = ${pack}`);
export const deletePack = (tx: Tx, pack: number): Promise<number> => tx.run(sql`delete from pack where id = ${pack}`);

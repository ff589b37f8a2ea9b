import type { RunId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";
import type { PlacedObject } from "./overviews.ts";

/** A scan that was kept in tiles. */
export type KeptScan = {
  readonly key: string;
  readonly width: number;
  readonly height: number;
  /** Columns and rows of a tile, px. */
  readonly side: number;
  /** Where each tile ends in the blob, in reading order: unsigned, 32 bits, little endian. */
  readonly ends: Uint8Array;
};

/** Written before its blob is, and again when the blob is whole: what a dead worker left behind has a row by which it is found.
 *  @param bytes - 0 while it is being written */
export const putKeptScan = (tx: Tx, run: RunId, { key, width, height, side, ends }: KeptScan, bytes: number): Promise<number> =>
  tx.run(sql`
    insert into kept_scan (run_id, key, bytes, width, height, side, ends) values (${run}, ${key}, ${bytes}, ${width}, ${height}, ${side}, ${Buffer.from(ends)})
    on conflict (run_id) do update set key = excluded.key, bytes = excluded.bytes, width = excluded.width, height = excluded.height, side = excluded.side,
      ends = excluded.ends`);

/** The scan that the acquisition came from, where it was kept. */
export const keptScanOf = (db: Tx, acquisition: number): Promise<KeptScan | null> =>
  db.row(sql`
    select k.key, k.width, k.height, k.side, k.ends from acquisition a join kept_scan k on k.run_id = a.batch_id
    where a.id = ${acquisition} and k.bytes > 0`);

/** Scans of which no acquisition is left, and whose run brings none any more. */
export const lostScans = (db: Tx): Promise<{ run: RunId; key: string }[]> =>
  db.rows(sql`
    select k.run_id as run, k.key from kept_scan k
    where not exists (select 1 from acquisition a where a.batch_id = k.run_id)
      and not exists (select 1 from run r where r.id = k.run_id and r.state in ('queued', 'running', 'asking', 'lost'))
    order by k.run_id limit 500`);

export const deleteKeptScan = (tx: Tx, run: RunId): Promise<number> => tx.run(sql`delete from kept_scan where run_id = ${run}`);

/** An object with its box in the scan, and the mask of its first vignette (base 64). */
export type OutlinedObject = Omit<PlacedObject, "taxon" | "state"> & { readonly mask: string | null };

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
const feature = (name: string) => sql`o.features[array_position(l.names, ${name})]`;

/** Objects of an acquisition that reach into a box of its scan. */
export const objectsInBox = (db: Tx, acquisition: number, { x, y, width, height }: Box, limit: number): Promise<OutlinedObject[]> =>
  db.rows(sql`
    select p.*, (select translate(encode(v.mask, 'base64'), E'\n', '') from vignette v where v.object_id = p.id order by v.rank limit 1) as mask
    from (
      select o.id, o.original_id as "originalId", ${feature("bx")} as x, ${feature("by")} as y, ${feature("width")} as width, ${feature("height")} as height
      from "object" o join feature_list l on l.id = o.feature_list_id
      where o.acquisition_id = ${acquisition} and o.trash_id is null) p
    where p.x < ${x + width} and p.x + p.width > ${x} and p.y < ${y + height} and p.y + p.height > ${y} order by p.id limit ${limit}`);

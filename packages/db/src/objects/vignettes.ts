import type { ObjectId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type VignettePlace = {
  readonly id: number;
  readonly objectId: ObjectId;
  readonly rank: number;
  readonly fileName: string;
  readonly packKey: string;
  readonly offset: number;
  readonly length: number;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly footer: number;
  readonly background: string;
};

const place = sql`v.id, v.object_id as "objectId", v.rank, v.file_name as "fileName", k.key as "packKey", v.offset, v.length, v.mime, v.width, v.height, v.footer, v.background`;

/** Where the vignette shown first of each object lies. */
export const firstVignettes = (db: Tx, objects: readonly number[]): Promise<VignettePlace[]> =>
  db.rows<VignettePlace>(sql`
    select distinct on (v.object_id) ${place} from vignette v join pack k on k.id = v.pack_id
    where v.object_id = any(${[...objects]}::bigint[]) order by v.object_id, v.rank`);

/** Run-length masks, in base 64, of the vignettes shown first of objects; objects without a mask are left out. */
export const masksOf = (db: Tx, objects: readonly number[]): Promise<{ objectId: ObjectId; mask: string }[]> =>
  db.rows(sql`
    select * from (
      select distinct on (v.object_id) v.object_id as "objectId", translate(encode(v.mask, 'base64'), E'\n', '') as mask from vignette v
      where v.object_id = any(${[...objects]}::bigint[]) order by v.object_id, v.rank) shown
    where mask is not null`);

export const vignettesOf = (db: Tx, object: number): Promise<VignettePlace[]> =>
  db.rows<VignettePlace>(
    sql`select ${place} from vignette v join pack k on k.id = v.pack_id where v.object_id = ${object} order by v.rank`,
  );

/** The file as it came: the original where one was kept, else the vignette itself. */
export const originalOf = (
  db: Tx,
  vignette: number,
): Promise<{ objectId: ObjectId; packKey: string; offset: number; length: number; mime: string; fileName: string } | null> =>
  db.row(sql`
    select v.object_id as "objectId", k.key as "packKey", coalesce(v.original_offset, v.offset) as offset, coalesce(v.original_length, v.length) as length,
      coalesce(v.original_mime, v.mime) as mime, v.file_name as "fileName"
    from vignette v join pack k on k.id = coalesce(v.original_pack_id, v.pack_id) where v.id = ${vignette}`);

/** One vignette, with where its original lies when one was kept. */
export type StoredVignette = VignettePlace & {
  readonly projectId: number;
  readonly original: { readonly packKey: string; readonly offset: number; readonly length: number; readonly mime: string } | null;
};

export const vignetteById = (db: Tx, id: number): Promise<StoredVignette | null> =>
  db.row<StoredVignette>(sql`
    select ${place}, o.project_id as "projectId",
      case when g.id is not null then jsonb_build_object('packKey', g.key, 'offset', v.original_offset, 'length', v.original_length,
        'mime', v.original_mime) end as original
    from vignette v join "object" o on o.id = v.object_id join pack k on k.id = v.pack_id left join pack g on g.id = v.original_pack_id
    where v.id = ${id}`);

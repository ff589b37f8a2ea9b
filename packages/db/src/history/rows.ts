import type { BatchId, Level, State } from "@nauplius/domain";
import { type Sql, sql, type Tx } from "../sql/connection.ts";
import { type Reader, titleFor } from "./batches.ts";

/** One object in a gesture on labels. */
export type LabelledRow = {
  readonly id: number;
  readonly objectId: number;
  readonly name: string;
  readonly before: { readonly taxon: string | null; readonly state: State };
  readonly after: { readonly taxon: string | null; readonly state: State };
};

/** What a batch made of objects' labels. `sight`: conditions over `"object" o`. */
export const labelledIn = (db: Tx, batch: BatchId, sight: Sql, page: { after: number; limit: number }): Promise<LabelledRow[]> =>
  db.rows(sql`
    select e.id, e.object_id as "objectId", o.original_id as name,
      jsonb_build_object('taxon', bt.display_name, 'state', coalesce(f.state, 'unclassified')) as before,
      jsonb_build_object('taxon', t.display_name, 'state', e.state) as after
    from annotation_event e join "object" o on o.id = e.object_id left join annotation_event f on f.id = e.from_id
    left join taxon t on t.id = e.taxon_id left join taxon bt on bt.id = f.taxon_id
    where e.batch_id = ${batch}::uuid and e.id > ${page.after} and ${sight} order by e.id limit ${page.limit}`);

/** One value in a correction. Names are those of now; null: the row is gone. */
export type CorrectedRow = {
  readonly id: number;
  readonly level: string;
  readonly rowId: number;
  readonly name: string | null;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly derived: boolean;
};

/** Places are ids in the history; people read names. */
const readable = (reader: Reader, value: Sql): Sql => sql`case e.field
  when '@acquisition' then coalesce(to_jsonb((select a.name from acquisition a where a.id = (${value} #>> '{}')::bigint)), ${value})
  when '@sample' then coalesce(to_jsonb((select s.name from sample s where s.id = (${value} #>> '{}')::bigint)), ${value})
  when '@project' then coalesce(to_jsonb(${titleFor(reader, sql`(${value} #>> '{}')::bigint`)}), ${value})
  else ${value} end`;

const edits = (reader: Reader): Sql => sql`
  e.id, e.level, e.row_id as "rowId", coalesce(s.name, a.name, p.name, o.original_id, f.name, j.title) as name, e.field,
  ${readable(reader, sql`e.before`)} as before, ${readable(reader, sql`e.after`)} as after, e.derived`;
const named = sql`left join sample s on e.level = 'sample' and s.id = e.row_id left join acquisition a on e.level = 'acquisition' and a.id = e.row_id
  left join process p on e.level = 'process' and p.id = e.row_id left join "object" o on e.level = 'object' and o.id = e.row_id
  left join field f on e.level = 'field' and f.id = e.row_id left join project j on e.level = 'project' and j.id = e.row_id`;

export const correctedIn = (db: Tx, batch: BatchId, reader: Reader, page: { after: number; limit: number }): Promise<CorrectedRow[]> =>
  db.rows(sql`
    select ${edits(reader)} from edit_event e ${named} where e.batch_id = ${batch}::uuid and e.id > ${page.after} order by e.id limit ${page.limit}`);

export type ObjectCorrection = CorrectedRow & {
  readonly level: Level;
  readonly batchId: BatchId;
  readonly byName: string | null;
  readonly at: Date;
};

/** Corrections of an object and of what stands above it now, newest first. Trips of a sample or acquisition to the trash and back say nothing of it. */
export const correctionsOf = (db: Tx, object: number, reader: Reader, limit: number): Promise<ObjectCorrection[]> =>
  db.rows(sql`
    with above as (
      select 'object' as level, o.id from "object" o where o.id = ${object}
      union all select 'acquisition', o.acquisition_id from "object" o where o.id = ${object}
      union all select 'sample', o.sample_id from "object" o where o.id = ${object}
      union all select 'process', p.id from process p join "object" o on o.acquisition_id = p.acquisition_id where o.id = ${object})
    select ${edits(reader)}, e.batch_id as "batchId", u.name as "byName", b.at from above x join edit_event e on e.level = x.level and e.row_id = x.id
    join batch b on b.id = e.batch_id left join "user" u on u.id = b.by ${named} 
    where e.field <> '@stale' and (e.field <> '@trash' or e.level = 'object') order by e.id desc limit ${limit}`);

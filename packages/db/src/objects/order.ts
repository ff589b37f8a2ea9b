import type { ObjectId, ProjectId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";
import { where } from "./filter.ts";
import type { Compiled } from "./window.ts";

/** A view's order as it was read once. */
export type OrderRow = { readonly id: number; readonly objects: number; readonly madeAt: Date };

/** Bytes of an id in the kept order. */
const idBytes = 8;
/** An order not looked at for so long goes. */
const keptHours = 12;
/** Orders of one project that stay; those looked at last. */
const keptOrders = 40;

/** Waits while another request reads the order of the same view: afterwards its order is there to be used. Until the transaction ends. */
export const waitForOrder = async (tx: Tx, key: string): Promise<void> => {
  await tx.row(sql`select pg_advisory_xact_lock(hashtextextended(${`order ${key}`}, 0))`);
};

/** The newest order of a view, if nothing that could change it happened since: no gesture or correction (five
 *  seconds for those that were being written), and no run that was at work then or later. `steady`: labels leave the view as it is. */
export const standingOrder = (tx: Tx, project: ProjectId, { key, steady }: { key: string; steady: boolean }): Promise<OrderRow | null> =>
  tx.row<OrderRow>(sql`
    select v.id, v.objects, v.made_at as "madeAt" from view_order v where v.project_id = ${project} and v.key = ${key}
      and not exists (select 1 from batch b where b.project_id = ${project} and b.at >= v.made_at - interval '5 seconds'
        and not (${steady} and b.kind in ('label', 'undo', 'redo')))
      and not exists (select 1 from run r where r.project_id = ${project} and r.finished_at >= v.made_at)
      and not exists (select 1 from run r where r.project_id = ${project} and r.state = 'running')
    order by v.id desc limit 1`);

/** Reads a view's order into one value that never leaves the database: a million ids are eight megabytes there and nothing here. */
export async function readOrder(tx: Tx, view: Compiled, of: { project: ProjectId; key: string; at: Date }): Promise<OrderRow> {
  const direction = view.descending ? sql`desc` : sql`asc`;
  await tx.run(sql`set local work_mem = '96MB'`);
  await tx.run(sql`
    delete from view_order where used_at < ${of.at}::timestamptz - make_interval(hours => ${keptHours}) or id in (
      select id from view_order where project_id = ${of.project} order by used_at desc offset ${keptOrders - 1})`);
  const listed = sql`select o.id, ${view.rank} as "sortKey" from "object" o ${view.join} ${where(view.tests)}`;
  // All of the view is read: in the order of an index each page of the table would come over and over, so the sort is told apart from the scan.
  const rows = view.keyType === "id" ? listed : sql`select id, "sortKey" from (${listed} offset 0) listed`;
  const row = await tx.row<OrderRow>(sql`
    insert into view_order (project_id, key, ids, objects, made_at, used_at)
    select ${of.project}, ${of.key}, coalesce(string_agg(int8send(ordered.id), ''::bytea), ''::bytea), count(*)::int, ${of.at}, ${of.at} from (
      ${rows} order by 2 ${direction}, 1 ${direction}) ordered
    returning id, objects, made_at as "madeAt"`);
  if (row === null) throw new Error("an order that was written was not answered");
  return row;
}

export type Slice = { readonly order: number; readonly from: number; readonly limit: number };

function idsIn(bytes: Uint8Array): ObjectId[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / idBytes }, (_, i) => Number(view.getBigInt64(i * idBytes)) as ObjectId);
}

/** The ids at some places of a kept order; null when it is not kept any more. */
export async function idsOfOrder(db: Tx, project: ProjectId, { order, from, limit }: Slice): Promise<ObjectId[] | null> {
  const row = await db.row<{ ids: Uint8Array }>(sql`
    select substring(ids from ${from * idBytes + 1} for ${limit * idBytes}) as ids from view_order where id = ${order} and project_id = ${project}`);
  return row === null ? null : idsIn(row.ids);
}

/** Notes that somebody looks at an order; once in a while is enough. */
export const touchOrder = (db: Tx, order: number, at: Date): Promise<number> =>
  db.run(sql`update view_order set used_at = ${at} where id = ${order} and used_at < ${at}::timestamptz - interval '10 minutes'`);

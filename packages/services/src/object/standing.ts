import { createHash } from "node:crypto";
import {
  type Compiled,
  idsOfOrder,
  type ObjectRow,
  type OrderRow,
  objectWindow,
  type Sight,
  standingOrder,
  type Tx,
  within,
} from "@nauplius/db";
import { type Filter, type ProjectId, queryOfView, type Sort, type SortKey } from "@nauplius/domain";

type View = { readonly projectId: ProjectId; readonly filter: Filter; readonly sort: Sort };

/** Parts of a filter that no label changes: by them a view holds the same objects in the same order whatever people label. A part that is not
 *  named here is taken to be changed by labels. */
const steady: ReadonlySet<string> = new Set<keyof Filter>([
  ...(["withChildren", "annotatedEver", "samples", "acquisitions", "dates", "months", "depth", "place"] as const),
  ...(["importedAt", "fields", "anyField", "objects", "originalIds", "region"] as const),
]);
const unlabelled: readonly SortKey[] = ["id", "name", "date", "depth", "latitude", "longitude", "sample", "size", "random"];

export function isSteady({ filter, sort }: Omit<View, "projectId">, sight: Sight): boolean {
  const columns = [...(filter.fields ?? []).map((test) => test.field), ...(typeof sort.by === "string" ? [] : [sort.by])];
  return (
    !sight.validatedOnly &&
    Object.entries(filter).every(([part, value]) => value === undefined || steady.has(part)) &&
    (typeof sort.by !== "string" || unlabelled.includes(sort.by)) &&
    columns.every((field) => field.level !== "object" || field.name !== "score")
  );
}

/** The name of a view, as it is seen by people with one sight. */
export const keyOfView = (view: View, sight: Sight): string =>
  createHash("sha256")
    .update(JSON.stringify([queryOfView(view), sight.sampleIds, sight.validatedOnly]))
    .digest("hex");

export const orderOf = (tx: Tx, view: View, sight: Sight): Promise<OrderRow | null> =>
  standingOrder(tx, view.projectId, { key: keyOfView(view, sight), steady: isSteady(view, sight) });

/** The first page of a view whose order stands: no matter how long reading it took. Null: there is none, or not all of the page is in sight. */
export async function pageOfOrder(
  tx: Tx,
  view: View,
  sight: Sight,
  { compiled, limit }: { compiled: Compiled; limit: number },
): Promise<ObjectRow[] | null> {
  const order = await orderOf(tx, view, sight);
  if (order === null) return null;
  const ids = await idsOfOrder(tx, view.projectId, { order: order.id, from: 0, limit });
  if (ids === null) return null;
  const rows = await objectWindow(tx, within(compiled, ids), { limit });
  return rows.length === ids.length ? rows : null;
}

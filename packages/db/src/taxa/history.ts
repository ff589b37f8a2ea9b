import type { RunId, UserId } from "@nauplius/domain";
import { empty, sql, type Tx } from "../sql/connection.ts";
import type { TreeChange } from "./bulk.ts";

export type TaxonomyEventRow = {
  readonly id: number;
  readonly taxonId: number;
  readonly taxon: string | null;
  readonly kind: string;
  readonly by: UserId | null;
  readonly byName: string | null;
  readonly at: Date;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly runId: RunId | null;
  readonly ofEventId: number | null;
  /** The event that took this one back. */
  readonly undoneBy: number | null;
};

const columns = sql`e.id, e.taxon_id as "taxonId", t.display_name as taxon, e.kind, e.by, u.name as "byName", e.at, e.before, e.after,
  e.run_id as "runId", e.of_event_id as "ofEventId", (select min(x.id) from taxonomy_event x where x.of_event_id = e.id) as "undoneBy"`;
const joined = sql`from taxonomy_event e left join taxon t on t.id = e.taxon_id left join "user" u on u.id = e.by`;

export async function insertTaxonomyEvent(
  tx: Tx,
  change: TreeChange,
  e: { taxonId: number; kind: string; before: object | null; after: object | null; ofEventId?: number | null },
): Promise<number> {
  const row = await tx.row<{ id: number }>(sql`
    insert into taxonomy_event (taxon_id, kind, by, at, before, after, run_id, of_event_id)
    values (${e.taxonId}, ${e.kind}, ${change.by}, ${change.at}, ${e.before === null ? null : JSON.stringify(e.before)}::jsonb,
      ${e.after === null ? null : JSON.stringify(e.after)}::jsonb, ${change.runId}, ${e.ofEventId ?? null}) returning id`);
  if (row === null) throw new Error("insert into taxonomy_event returned no row");
  return row.id;
}

export const taxonomyEvent = (tx: Tx, id: number): Promise<TaxonomyEventRow | null> =>
  tx.row<TaxonomyEventRow>(sql`select ${columns} ${joined} where e.id = ${id}`);

/** Gives an event the run that carries its consequences out. */
export const giveEventToRun = (tx: Tx, event: number, run: RunId): Promise<number> =>
  tx.run(sql`update taxonomy_event set run_id = ${run} where id = ${event}`);

/** What happened to a taxon, or to the whole site's tree, newest first. What a project calls a taxon is the project's. */
export const taxonomyHistory = (db: Tx, of: { taxonId?: number; before?: number; limit: number }): Promise<TaxonomyEventRow[]> =>
  db.rows<TaxonomyEventRow>(sql`
    select ${columns} ${joined} where ${of.taxonId === undefined ? sql`t.id is not null and t.project_id is null and e.kind <> 'loaded'` : sql`e.taxon_id = ${of.taxonId}`}
    and e.kind not in ('addAlias', 'removeAlias')
    ${of.before === undefined ? empty : sql`and e.id < ${of.before}`} order by e.id desc limit ${of.limit}`);

export const nameOfUser = async (db: Tx, id: UserId): Promise<string | null> =>
  (await db.row<{ name: string }>(sql`select name from "user" where id = ${id}`))?.name ?? null;

import type { ObjectId, ProjectId, TaxonId, UserId } from "@nauplius/domain";
import { where } from "../objects/filter.ts";
import type { Compiled } from "../objects/window.ts";
import { type Sql, sql, type Tx } from "../sql/connection.ts";
import { type Held, heldColumns } from "./ledger.ts";

/** What may be accepted as a taxon without a look: nobody decided on it, and nobody said that it is none. */
const openFor = (taxon: TaxonId): Sql => sql`o.state in ('unclassified', 'predicted') and not o.proposed and not o.accepted
  and not exists (select 1 from rejection r where r.object_id = o.id and r.taxon_id = ${taxon})`;

/** Those of the ids, in sight, that may still be accepted as a taxon. */
export const openInInterval = async (db: Tx, view: Compiled, ids: readonly number[], taxon: TaxonId): Promise<ObjectId[]> =>
  (
    await db.rows<{ id: ObjectId }>(
      sql`select o.id from "object" o ${where([...view.tests, sql`o.id = any(${[...ids]}::bigint[])`, openFor(taxon)])} order by o.id`,
    )
  ).map((row) => row.id);

export const insertRejections = (
  tx: Tx,
  r: { project: ProjectId; taxon: TaxonId; objects: readonly number[]; by: UserId | null; at: Date },
): Promise<number> =>
  tx.run(sql`
    insert into rejection (object_id, taxon_id, project_id, by, at)
    select o, ${r.taxon}, ${r.project}, ${r.by}, ${r.at} from unnest(${[...r.objects]}::bigint[]) o on conflict do nothing`);

/** Objects in sight that are not of a taxon, as people said. */
export const rejectedFor = async (db: Tx, view: Compiled, taxon: TaxonId): Promise<ObjectId[]> =>
  (
    await db.rows<{ id: ObjectId }>(sql`
      select o.id from rejection r join "object" o on o.id = r.object_id ${where([...view.tests, sql`r.taxon_id = ${taxon}`])} order by 1`)
  ).map((row) => row.id);

/** Those of the ids that people validated as a taxon. */
export const validatedAs = (db: Tx, ids: readonly number[], taxon: TaxonId): Promise<Held[]> =>
  db.rows<Held>(
    sql`select ${heldColumns} from "object" o where o.id = any(${[...ids]}::bigint[]) and o.state = 'validated' and o.taxon_id = ${taxon} order by o.id`,
  );

export type Checked = { readonly id: ObjectId /** Null: nobody has decided yet. */; readonly right: boolean | null };

/** What people said of objects that were checked for a taxon. */
export const checkedFor = (tx: Tx, ids: readonly number[], taxon: TaxonId): Promise<Checked[]> =>
  tx.rows<Checked>(sql`
    select o.id, case when r.object_id is not null then false when o.state = 'validated' then o.taxon_id = ${taxon} when o.state = 'dubious' then false end
      as right
    from "object" o left join rejection r on r.object_id = o.id and r.taxon_id = ${taxon} where o.id = any(${[...ids]}::bigint[])`);

export type Swallowed = { readonly taxonId: TaxonId /** Sum of the model's probabilities. */; readonly objects: number };

/** What an interval may hold of other taxa, as the last model saw its objects: the most first. */
export const mayBeOther = (db: Tx, ids: readonly number[], taxon: TaxonId): Promise<Swallowed[]> =>
  db.rows<Swallowed>(sql`
    select u.t as "taxonId", sum(u.s)::float8 as objects from prediction p, unnest(p.taxon_ids, p.scores) u(t, s)
    where p.object_id = any(${[...ids]}::bigint[]) and u.t <> ${taxon} group by 1 having sum(u.s) >= 0.5 order by 2 desc, 1 limit 8`);

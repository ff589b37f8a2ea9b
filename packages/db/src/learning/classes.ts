import type { ModelId, TaxonId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type ModelClassRow = {
  readonly ordinal: number;
  readonly name: string;
  readonly taxonId: TaxonId | null;
  readonly taxon: string | null;
  readonly decided: boolean;
};

export const modelClasses = (db: Tx, model: ModelId): Promise<ModelClassRow[]> =>
  db.rows<ModelClassRow>(sql`
    select c.ordinal, c.name, t.id as "taxonId", t.display_name as taxon, c.decided
    from model_class c left join taxon own on own.id = c.taxon_id left join taxon t on t.id = coalesce(own.replaced_by, own.id) where c.model_id = ${model} order by c.ordinal`);

export type NewClass = {
  readonly name: string;
  readonly taxonId: TaxonId | null;
  /** Folded, the best first. */
  readonly aliases: readonly string[];
  readonly decided: boolean;
};

export const insertClasses = (tx: Tx, model: ModelId, classes: readonly NewClass[]): Promise<number> =>
  tx.run(sql`
    insert into model_class (model_id, ordinal, name, taxon_id, aliases, decided)
    select ${model}::bigint, c.ordinal, c.name, c.taxon, array(select jsonb_array_elements_text(c.aliases)), c.decided
    from jsonb_to_recordset(${JSON.stringify(
      classes.map(({ name, taxonId, aliases, decided }, ordinal) => ({ ordinal, name, taxon: taxonId, aliases, decided })),
    )}::jsonb) as c(ordinal int, name text, taxon bigint, aliases jsonb, decided bool)`);

/** Gives classes for which nobody decided the taxon of the first alias that the site's tree has exactly once. */
export const matchClasses = (tx: Tx, model: ModelId): Promise<number> =>
  tx.run(sql`
    with asked as (
      select c.ordinal, a.alias, a.place from model_class c, unnest(c.aliases) with ordinality a(alias, place)
      where c.model_id = ${model} and not c.decided),
    known as (
      select a.ordinal, a.place, min(t.id) as taxon from asked a join taxon t on (t.search_name = a.alias or lower(t.display_name) = a.alias)
      where t.status <> 'deprecated' and t.project_id is null group by a.ordinal, a.place having count(*) = 1),
    best as (select distinct on (ordinal) ordinal, taxon from known order by ordinal, place)
    update model_class c set taxon_id = best.taxon from best
    where c.model_id = ${model} and c.ordinal = best.ordinal and c.taxon_id is distinct from best.taxon`);

/** A person's choice; false where the model has no such class. */
export const setClassTaxon = async (tx: Tx, model: ModelId, ordinal: number, taxon: TaxonId | null): Promise<boolean> =>
  (await tx.run(sql`update model_class set taxon_id = ${taxon}, decided = true where model_id = ${model} and ordinal = ${ordinal}`)) === 1;

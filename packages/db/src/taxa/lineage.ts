import { type EffectiveFlags, type Extent, flagDefaults, type TaxonId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type Ancestor = {
  readonly id: TaxonId;
  readonly name: string;
  readonly displayName: string;
  readonly rank: string;
  readonly living: boolean | null;
  readonly extent: Extent | null;
  readonly countsAsIndividual: boolean | null;
};

/** A taxon and its ancestors, the taxon first, the root last. */
export const lineageOf = (db: Tx, taxon: number): Promise<Ancestor[]> =>
  db.rows<Ancestor>(sql`
    with recursive up(id, parent_id, depth) as (
      select id, parent_id, 0 from taxon where id = ${taxon}
      union all select t.id, t.parent_id, up.depth + 1 from taxon t join up on t.id = up.parent_id where up.depth < 200)
    select t.id, t.name, t.display_name as "displayName", t.rank, t.living, t.extent, t.counts_as_individual as "countsAsIndividual"
    from up join taxon t on t.id = up.id order by up.depth`);

export type TaxonWithLineage = {
  readonly id: number;
  readonly displayName: string;
  readonly aphiaId: number | null;
  /** Names from the root, and ids from the taxon up. */
  readonly lineage: string;
  readonly above: readonly number[];
};

/** Taxa with all above them. */
export const taxaWithLineage = (db: Tx, taxa: readonly number[]): Promise<TaxonWithLineage[]> =>
  db.rows(sql`
    with recursive up(leaf, parent_id, lineage, above) as (
      select id, parent_id, name, array[id] from taxon where id = any(${[...new Set(taxa)]}::bigint[])
      union all select up.leaf, p.parent_id, p.name || '>' || up.lineage, up.above || p.id from up join taxon p on p.id = up.parent_id
      where cardinality(up.above) < 200)
    select t.id, t.display_name as "displayName", t.aphia_id as "aphiaId", up.lineage, up.above
    from up join taxon t on t.id = up.leaf where up.parent_id is null order by t.id`);

/** Is `below` the taxon itself or one of its descendants? */
export const isWithin = async (db: Tx, taxon: number, below: number): Promise<boolean> =>
  (await lineageOf(db, below)).some((ancestor) => Number(ancestor.id) === taxon);

/** Flags as inherited, for any number of taxa in one statement: own value, else the nearest ancestor's, else the default. */
export const effectiveFlags = async (db: Tx, taxa: readonly number[]): Promise<Map<number, EffectiveFlags>> => {
  const rows = await db.rows<{ id: number } & EffectiveFlags>(sql`
    with recursive up(leaf, parent_id, living, extent, counts, depth) as (
      select id, parent_id, living, extent, counts_as_individual, 0 from taxon where id = any(${[...new Set(taxa)]}::bigint[])
      union all
      select up.leaf, t.parent_id, coalesce(up.living, t.living), coalesce(up.extent, t.extent), coalesce(up.counts, t.counts_as_individual), up.depth + 1
      from up join taxon t on t.id = up.parent_id
      where up.depth < 200 and (up.living is null or up.extent is null or up.counts is null))
    select distinct on (leaf) leaf as id, coalesce(living, ${flagDefaults.living}::bool) as living, coalesce(extent, ${flagDefaults.extent}::text) as extent,
      coalesce(counts, ${flagDefaults.countsAsIndividual}::bool) as "countsAsIndividual" from up order by leaf, depth desc`);
  return new Map(rows.map(({ id, ...flags }) => [Number(id), flags]));
};

import type { ProjectId, TaxonKind, TaxonStatus } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

/** A taxon as a load compares it. */
export type TreeTaxon = {
  readonly id: number;
  readonly parentId: number | null;
  readonly name: string;
  readonly displayName: string;
  readonly kind: TaxonKind;
  readonly rank: string;
  readonly status: TaxonStatus;
  readonly aphiaId: number | null;
  readonly author: string;
  readonly source: string;
  readonly sourceId: number | null;
  readonly replacedBy: number | null;
  readonly projectId: ProjectId | null;
};

/** The whole tree, local taxa too: a load and its check compare with all of it. */
export const wholeTree = (db: Tx): Promise<TreeTaxon[]> =>
  db.rows<TreeTaxon>(sql`
    select id, parent_id as "parentId", name, display_name as "displayName", kind, rank, status, aphia_id as "aphiaId", author, source,
      source_id as "sourceId", replaced_by as "replacedBy", project_id as "projectId" from taxon`);

/** One change of the tree at a time: no circle and no double name can come of two that do not see each other. */
export const lockTree = (tx: Tx): Promise<number> => tx.run(sql`select pg_advisory_xact_lock(hashtext('nauplius taxonomy'))`);

export const newTaxonIds = async (tx: Tx, count: number): Promise<number[]> =>
  count === 0
    ? []
    : (
        await tx.rows<{ id: number }>(
          sql`select nextval(pg_get_serial_sequence('taxon', 'id')) as id from generate_series(1, ${count}::int)`,
        )
      ).map((row) => row.id);

/** Gives taxa new display names. In two steps: two taxa may swap names, and the index checks row by row. */
export async function writeDisplayNames(tx: Tx, names: ReadonlyMap<number, string>): Promise<void> {
  if (names.size === 0) return;
  await tx.run(sql`update taxon set display_name = '#' || id || ' ' || display_name where id = any(${[...names.keys()]}::bigint[])`);
  await tx.run(sql`
    update taxon t set display_name = n.name from unnest(${[...names.keys()]}::bigint[], ${[...names.values()]}::text[]) as n(id, name) where t.id = n.id`);
}

/** The site's other names, as `taxon/folded name`. */
export const siteSynonyms = async (db: Tx): Promise<Set<string>> =>
  new Set(
    (await db.rows<{ key: string }>(sql`select taxon_id || '/' || search_name as key from taxon_synonym where project_id is null`)).map(
      (row) => row.key,
    ),
  );

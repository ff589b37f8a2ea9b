import type { ProjectId, TaxonId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

/** The taxa themselves and all below them. */
export const descendants = async (db: Tx, taxa: readonly number[]): Promise<TaxonId[]> =>
  (
    await db.rows<{ id: TaxonId }>(sql`
      with recursive below(id) as (
        select id from taxon where id = any(${[...taxa]}::bigint[])
        union select t.id from taxon t join below b on t.parent_id = b.id)
      select id from below`)
  ).map((row) => row.id);

export type TaxonName = {
  readonly id: TaxonId;
  readonly name: string;
  readonly displayName: string;
  readonly parentId: TaxonId | null;
  readonly status: string;
  readonly kind: string;
};

export const taxaByIds = (db: Tx, ids: readonly number[]): Promise<TaxonName[]> =>
  db.rows<TaxonName>(
    sql`select id, name, display_name as "displayName", parent_id as "parentId", status, kind from taxon where id = any(${[...ids]}::bigint[])`,
  );

/** Those of the taxa that are a project's own, with their project. */
export const ownedTaxa = (db: Tx, ids: readonly number[]): Promise<{ id: TaxonId; projectId: ProjectId }[]> =>
  db.rows(sql`select id, project_id as "projectId" from taxon where id = any(${[...ids]}::bigint[]) and project_id is not null`);

/** The taxa and all above them, up to the roots: enough to draw the part of the tree that a project uses. */
export const withAncestors = (db: Tx, taxa: readonly number[]): Promise<TaxonName[]> =>
  db.rows<TaxonName>(sql`
    with recursive above(id, parent_id) as (
      select id, parent_id from taxon where id = any(${[...taxa]}::bigint[])
      union select t.id, t.parent_id from taxon t join above a on t.id = a.parent_id)
    select t.id, t.name, t.display_name as "displayName", t.parent_id as "parentId", t.status, t.kind from above a join taxon t on t.id = a.id`);

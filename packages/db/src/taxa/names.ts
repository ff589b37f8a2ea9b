import type { ProjectId, TaxonStatus } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type NameNode = {
  readonly id: number;
  readonly parentId: number | null;
  readonly name: string;
  readonly displayName: string;
  readonly status: TaxonStatus;
  readonly projectId: ProjectId | null;
  /** One of the names asked for, not only an ancestor of one. */
  readonly isAsked: boolean;
};

/** Taxa with these folded names, and all their ancestors: what display names are made of. */
export const homonymsWithAncestors = (tx: Tx, folded: readonly string[]): Promise<NameNode[]> =>
  tx.rows<NameNode>(sql`
    with recursive asked as (select id, parent_id from taxon where search_name = any(${[...folded]}::text[])),
    up(id, parent_id) as (select id, parent_id from asked union select t.id, t.parent_id from taxon t join up on t.id = up.parent_id)
    select t.id, t.parent_id as "parentId", t.name, t.display_name as "displayName", t.status, t.project_id as "projectId",
      t.search_name = any(${[...folded]}::text[]) as "isAsked"
    from taxon t join up on up.id = t.id`);

/** Folded names at and below taxa that others have too: only those show their ancestors. */
export const sharedNamesBelow = async (tx: Tx, taxa: readonly number[]): Promise<string[]> =>
  (
    await tx.rows<{ name: string }>(sql`
      with recursive below(id, search_name) as (
        select id, search_name from taxon where id = any(${[...taxa]}::bigint[])
        union select t.id, t.search_name from taxon t join below b on t.parent_id = b.id)
      select distinct b.search_name as name from below b
      where b.id = any(${[...taxa]}::bigint[]) or exists (select 1 from taxon o where o.search_name = b.search_name and o.id <> b.id)`)
  ).map((row) => row.name);

/** An accepted sibling of the same folded name, where there is one. */
export const namesake = (
  tx: Tx,
  of: { parentId: number | null; searchName: string; projectId: number | null; not: number },
): Promise<{ id: number; displayName: string } | null> =>
  tx.row(sql`
    select id, display_name as "displayName" from taxon
    where parent_id is not distinct from ${of.parentId}::bigint and search_name = ${of.searchName} and status <> 'deprecated' and id <> ${of.not}
      and (project_id is null or project_id = ${of.projectId}::bigint) limit 1`);

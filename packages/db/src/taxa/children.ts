import type { Extent, ProjectId, TaxonId, TaxonKind, TaxonStatus } from "@nauplius/domain";
import { empty, type Sql, sql, type Tx } from "../sql/connection.ts";

/** A row of the tree. */
export type TreeNode = {
  readonly id: TaxonId;
  readonly name: string;
  readonly displayName: string;
  readonly kind: TaxonKind;
  readonly rank: string;
  readonly status: TaxonStatus;
  readonly projectId: ProjectId | null;
  readonly living: boolean | null;
  readonly extent: Extent | null;
  readonly countsAsIndividual: boolean | null;
  readonly isConfirmed: boolean;
  readonly replacedBy: string | null;
  readonly children: number;
};

const columns = (
  project: ProjectId | null,
) => sql`t.id, t.name, t.display_name as "displayName", t.kind, t.rank, t.status, t.project_id as "projectId",
  t.living, t.extent, t.counts_as_individual as "countsAsIndividual", t.flags_confirmed_at is not null as "isConfirmed",
  (select r.display_name from taxon r where r.id = t.replaced_by) as "replacedBy",
  (select count(*)::int from taxon c where c.parent_id = t.id and (c.project_id is null or c.project_id = ${project}::bigint)) as children`;

/** The last sibling of the page before. */
export type TreePlace = { readonly id: number };

/** Children of a taxon (null: the roots) by name, a page at a time. Roots with something below them, or with objects of the project, come first. */
export const treeChildren = (
  db: Tx,
  of: { parentId: number | null; projectId: ProjectId | null; after: TreePlace | null; limit: number },
): Promise<TreeNode[]> =>
  db.rows<TreeNode>(sql`
    select ${columns(of.projectId)} from taxon t
    where ${of.parentId === null ? sql`t.parent_id is null` : sql`t.parent_id = ${of.parentId}`}
      and (t.project_id is null or t.project_id = ${of.projectId}::bigint)
      ${of.after === null ? empty : sql`and (${bare(of)}, t.search_name, t.id) > (select ${bare(of)}, t.search_name, t.id from taxon t where t.id = ${of.after.id})`}
    order by ${bare(of)}, t.search_name, t.id limit ${of.limit}`);

/** A root that is nothing but a name, as taxa have whose parent a loaded file did not bring. */
const bare = ({ parentId, projectId }: { parentId: number | null; projectId: ProjectId | null }): Sql =>
  parentId !== null
    ? sql`(t.id is null)`
    : sql`(not exists (select 1 from taxon c where c.parent_id = t.id)
        and not exists (select 1 from counter k where k.taxon_id = t.id and k.project_id = ${projectId}::bigint having sum(k.objects) > 0))`;

/** The project's own taxa. */
export const localTaxa = (db: Tx, project: ProjectId): Promise<(TreeNode & { parentId: TaxonId; parent: string; version: number })[]> =>
  db.rows(sql`
    select ${columns(project)}, t.parent_id as "parentId", t.version, p.display_name as parent from taxon t join taxon p on p.id = t.parent_id
    where t.project_id = ${project} order by t.search_name, t.id`);

export type FlagReviewRow = {
  readonly id: TaxonId;
  readonly displayName: string;
  readonly kind: TaxonKind;
  readonly version: number;
  readonly living: boolean | null;
  readonly extent: Extent | null;
  readonly countsAsIndividual: boolean | null;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
};

/** The site's taxa that say something of their own about flags: proposed from names, or confirmed. */
export const flagReview = (db: Tx, of: { confirmed: boolean; after: number; limit: number }): Promise<FlagReviewRow[]> =>
  db.rows<FlagReviewRow>(sql`
    select t.id, t.display_name as "displayName", t.kind, t.version, t.living, t.extent, t.counts_as_individual as "countsAsIndividual",
      u.name as "confirmedBy", t.flags_confirmed_at as "confirmedAt"
    from taxon t left join "user" u on u.id = t.flags_confirmed_by
    where t.project_id is null and t.status <> 'deprecated' and t.id > ${of.after}
      and (t.flags_confirmed_at is not null) = ${of.confirmed}
      and (${of.confirmed} or t.living is not null or t.extent is not null or t.counts_as_individual is not null)
    order by t.id limit ${of.limit}`);

export const countFlagReview = async (db: Tx): Promise<{ proposed: number; confirmed: number }> =>
  (await db.row<{ proposed: number; confirmed: number }>(sql`
    select count(*) filter (where flags_confirmed_at is null and (living is not null or extent is not null or counts_as_individual is not null))::int as proposed,
      count(*) filter (where flags_confirmed_at is not null)::int as confirmed from taxon where project_id is null and status <> 'deprecated'`)) ?? {
    proposed: 0,
    confirmed: 0,
  };

export const countTaxa = async (db: Tx): Promise<number> =>
  (await db.row<{ taxa: number }>(sql`select count(*)::int as taxa from taxon where project_id is null`))?.taxa ?? 0;

import type { Extent, ProjectId, TaxonId, TaxonKind, TaxonStatus, UserId } from "@nauplius/domain";
import { join, sql, type Tx } from "../sql/connection.ts";

/** A taxon with all that is its own. */
export type TaxonRecord = {
  readonly id: TaxonId;
  readonly parentId: TaxonId | null;
  readonly name: string;
  readonly displayName: string;
  readonly kind: TaxonKind;
  readonly rank: string;
  readonly status: TaxonStatus;
  readonly aphiaId: number | null;
  readonly author: string;
  readonly source: string;
  readonly sourceId: number | null;
  readonly sourceUrl: string;
  readonly replacedBy: TaxonId | null;
  readonly living: boolean | null;
  readonly extent: Extent | null;
  readonly countsAsIndividual: boolean | null;
  readonly flagsConfirmedBy: UserId | null;
  readonly flagsConfirmedAt: Date | null;
  /** The project whose own taxon it is; null: the site's. */
  readonly projectId: ProjectId | null;
  readonly version: number;
};

const columns = sql`id, parent_id as "parentId", name, display_name as "displayName", kind, rank, status, aphia_id as "aphiaId", author, source,
  source_id as "sourceId", source_url as "sourceUrl", replaced_by as "replacedBy", living, extent, counts_as_individual as "countsAsIndividual",
  flags_confirmed_by as "flagsConfirmedBy", flags_confirmed_at as "flagsConfirmedAt", project_id as "projectId", version`;

export const taxonRecord = (db: Tx, id: number): Promise<TaxonRecord | null> =>
  db.row<TaxonRecord>(sql`select ${columns} from taxon where id = ${id}`);

export const taxonRecords = (db: Tx, ids: readonly number[]): Promise<TaxonRecord[]> =>
  db.rows<TaxonRecord>(sql`select ${columns} from taxon where id = any(${[...ids]}::bigint[]) order by id`);

export const childrenRecords = (db: Tx, parents: readonly number[]): Promise<TaxonRecord[]> =>
  db.rows<TaxonRecord>(sql`select ${columns} from taxon where parent_id = any(${[...parents]}::bigint[]) order by id`);

/** Local taxa and those that took their place name the project that they belong to. */
export const projectOfTaxon = async (db: Tx, id: number): Promise<ProjectId | null | undefined> => {
  const row = await db.row<{ projectId: ProjectId | null }>(sql`select project_id as "projectId" from taxon where id = ${id}`);
  return row === null ? undefined : row.projectId;
};

const writable = {
  parentId: sql`parent_id`,
  projectId: sql`project_id`,
  name: sql`name`,
  searchName: sql`search_name`,
  kind: sql`kind`,
  rank: sql`rank`,
  status: sql`status`,
  aphiaId: sql`aphia_id`,
  author: sql`author`,
  sourceUrl: sql`source_url`,
  replacedBy: sql`replaced_by`,
  living: sql`living`,
  extent: sql`extent`,
  countsAsIndividual: sql`counts_as_individual`,
  flagsConfirmedBy: sql`flags_confirmed_by`,
  flagsConfirmedAt: sql`flags_confirmed_at`,
} as const;
export type TaxonWrite = Partial<Record<keyof typeof writable, string | number | boolean | Date | null>>;

/** Writes fields of a taxon; false when it is no longer of the given version. */
export async function writeTaxon(tx: Tx, id: number, fields: TaxonWrite, at: Date, version?: number): Promise<boolean> {
  const sets = (Object.keys(writable) as (keyof typeof writable)[])
    .filter((key) => fields[key] !== undefined)
    .map((key) => sql`${writable[key]} = ${fields[key]}`);
  const seen = version === undefined ? sql`true` : sql`version = ${version}`;
  return (
    (await tx.run(
      sql`update taxon set ${join([...sets, sql`version = version + 1`, sql`updated_at = ${at}`])} where id = ${id} and ${seen}`,
    )) === 1
  );
}

export type NewTaxonRow = Pick<
  TaxonRecord,
  "parentId" | "name" | "kind" | "rank" | "status" | "aphiaId" | "author" | "living" | "extent" | "countsAsIndividual" | "projectId"
> & { readonly searchName: string; readonly at: Date };

/** A new taxon; its display name is its id until the names around it are made. */
export async function insertTaxon(tx: Tx, t: NewTaxonRow): Promise<TaxonId> {
  const row = await tx.row<{ id: TaxonId }>(sql`
    with next as (select nextval(pg_get_serial_sequence('taxon', 'id')) as id)
    insert into taxon (id, parent_id, name, display_name, search_name, kind, rank, status, aphia_id, author, living, extent, counts_as_individual,
      project_id, created_at, updated_at)
    select next.id, ${t.parentId}, ${t.name}, '#' || next.id, ${t.searchName}, ${t.kind}, ${t.rank}, ${t.status}, ${t.aphiaId}, ${t.author},
      ${t.living}, ${t.extent}, ${t.countsAsIndividual}, ${t.projectId}, ${t.at}, ${t.at} from next returning id`);
  if (row === null) throw new Error("insert into taxon returned no row");
  return row.id;
}

/** Whether anything of the past or present names the taxon. */
export const isTaxonUsed = async (tx: Tx, id: number): Promise<boolean> =>
  (
    await tx.row<{ used: boolean }>(sql`
      select exists (select 1 from "object" where taxon_id = ${id}) or exists (select 1 from annotation_event where taxon_id = ${id})
        or exists (select 1 from taxon where parent_id = ${id} or replaced_by = ${id}) as used`)
  )?.used ?? false;

export const deleteTaxon = (tx: Tx, id: number): Promise<number> => tx.run(sql`delete from taxon where id = ${id}`);

/** What a taxon had replaced, another replaces now. Says which. */
export const redirectReplaced = async (tx: Tx, from: number, to: number): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(
      sql`update taxon set replaced_by = ${to}, version = version + 1 where replaced_by = ${from} and id <> ${to} returning id`,
    )
  ).map((row) => row.id);

import type { RunId, TaxonFlags, UserId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";
import { copyLine } from "../sql/copy.ts";
import type { TreeTaxon } from "./whole.ts";

/** Who changes the tree, when, and in which run. */
export type TreeChange = { readonly by: UserId | null; readonly at: Date; readonly runId: RunId | null };

export type BulkTaxon = Omit<TreeTaxon, "projectId"> & { readonly searchName: string; readonly flags: TaxonFlags };

const columns = [
  ...["id", "parent_id", "name", "display_name", "search_name", "kind", "rank", "status", "aphia_id", "author", "source", "source_id"],
  ...["replaced_by", "living", "extent", "counts_as_individual", "created_at", "updated_at"],
];

/** New taxa, parents and replacements among them in any order: one COPY. */
export const copyTaxa = (tx: Tx, taxa: readonly BulkTaxon[], at: Date): Promise<void> =>
  tx.copy(
    "taxon",
    columns,
    taxa.map((t) =>
      copyLine([
        ...[t.id, t.parentId, t.name, t.displayName, t.searchName, t.kind, t.rank, t.status, t.aphiaId, t.author, t.source, t.sourceId],
        ...[t.replacedBy, t.flags.living, t.flags.extent, t.flags.countsAsIndividual, at, at],
      ]),
    ),
  );

/** Rewrites known taxa; their display names are written apart. */
export const rewriteTaxa = (tx: Tx, taxa: readonly Omit<BulkTaxon, "flags">[], at: Date): Promise<number> =>
  taxa.length === 0
    ? Promise.resolve(0)
    : tx.run(sql`
    update taxon t set parent_id = u.parent, name = u.name, search_name = u.search, kind = u.kind, rank = u.rank, status = u.status,
      aphia_id = u.aphia, author = u.author, source = u.source, source_id = u.source_id, replaced_by = u.replaced, version = t.version + 1, updated_at = ${at}
    from unnest(${taxa.map((t) => t.id)}::bigint[], ${taxa.map((t) => t.parentId)}::bigint[], ${taxa.map((t) => t.name)}::text[],
      ${taxa.map((t) => t.searchName)}::text[], ${taxa.map((t) => t.kind)}::text[], ${taxa.map((t) => t.rank)}::text[],
      ${taxa.map((t) => t.status)}::text[], ${taxa.map((t) => t.aphiaId)}::int[], ${taxa.map((t) => t.author)}::text[],
      ${taxa.map((t) => t.source)}::text[], ${taxa.map((t) => t.sourceId)}::bigint[], ${taxa.map((t) => t.replacedBy)}::bigint[])
      as u(id, parent, name, search, kind, rank, status, aphia, author, source, source_id, replaced)
    where t.id = u.id`);

export type BulkSynonym = { readonly taxonId: number; readonly name: string; readonly searchName: string };

/** Adds names; those already there stay once. */
export const copySynonyms = (tx: Tx, synonyms: readonly BulkSynonym[]): Promise<number> =>
  synonyms.length === 0
    ? Promise.resolve(0)
    : tx.run(sql`
    insert into taxon_synonym (taxon_id, name, search_name)
    select * from unnest(${synonyms.map((s) => s.taxonId)}::bigint[], ${synonyms.map((s) => s.name)}::text[], ${synonyms.map((s) => s.searchName)}::text[])
    on conflict do nothing`);

export type BulkEvent = { readonly taxonId: number; readonly kind: string; readonly before: object | null; readonly after: object | null };

/** Appends to the history of the tree. */
export const copyTaxonomyEvents = (tx: Tx, change: TreeChange, events: readonly BulkEvent[]): Promise<void> =>
  events.length === 0
    ? Promise.resolve()
    : tx.copy(
        "taxonomy_event",
        ["taxon_id", "kind", "by", "at", "before", "after", "run_id"],
        events.map((e) => copyLine([e.taxonId, e.kind, change.by, change.at, e.before, e.after, change.runId])),
      );

/** Fresh statistics, so that the first searches after a load already use the right indexes. */
export const analyzeTaxa = (tx: Tx): Promise<number> => tx.run(sql`analyze taxon, taxon_synonym`);

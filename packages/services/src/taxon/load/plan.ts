import type { BulkSynonym, BulkTaxon, TreeTaxon } from "@nauplius/db";
import { proposeFlags, searchName } from "@nauplius/domain";
import type { Problem, TaxonomyForm, TaxonRow } from "@nauplius/formats";
import { numericId, type RowMatch } from "./match.ts";
import { newDisplayNames } from "./names.ts";
import { checkTree, lostReplacement, madeParents, missingParents } from "./tree-check.ts";

export type Written = Omit<BulkTaxon, "flags">;
export type LoadChange = { readonly before: TreeTaxon; readonly after: Written; readonly fields: readonly string[] };

/** All that a load will write. */
export type LoadPlan = {
  readonly added: readonly BulkTaxon[];
  readonly changed: readonly LoadChange[];
  readonly unchanged: number;
  readonly adopted: number;
  readonly synonyms: readonly BulkSynonym[];
  /** Display names of taxa that stood there before. */
  readonly renamed: ReadonlyMap<number, string>;
  readonly problems: readonly Problem[];
};

/** Names that are no longer accepted and hold nothing of their own become other names of the accepted taxon. */
function splitSynonyms(matches: readonly RowMatch[], form: TaxonomyForm): { taxa: RowMatch[]; synonyms: TaxonRow[] } {
  if (form !== "worms") return { taxa: [...matches], synonyms: [] };
  const parents = new Set(matches.flatMap(({ row }) => row.parentId ?? []));
  const accepted = new Set(matches.flatMap(({ row }) => (row.status === "deprecated" ? [] : [row.sourceId])));
  const isSynonym = ({ row, known }: RowMatch): boolean =>
    row.status === "deprecated" && known === null && row.renameTo !== null && accepted.has(row.renameTo) && !parents.has(row.sourceId);
  return { taxa: matches.filter((m) => !isSynonym(m)), synonyms: matches.filter(isSynonym).map((m) => m.row) };
}

/** How many new ids the plan will ask for. */
export const countNew = (matches: readonly RowMatch[], form: TaxonomyForm): number =>
  splitSynonyms(matches, form).taxa.filter((m) => m.known === null).length;

const compared = ["parentId", "name", "kind", "rank", "status", "aphiaId", "author", "source", "sourceId", "replacedBy"] as const;

type Place = (sourceId: string | null) => number | null;

/** A row without a parent in the file: the site's taxon that it names, else where the taxon stands already, else a root. */
const parentOf = ({ row, known, outsideParent }: RowMatch, place: Place): number | null =>
  row.parentId !== null ? place(row.parentId) : row.outsideParentId === undefined ? null : (outsideParent ?? known?.parentId ?? null);

function fromFile(match: RowMatch, form: TaxonomyForm, place: Place): Omit<Written, "id" | "displayName" | "searchName"> {
  const { row, known } = match;
  return {
    parentId: parentOf(match, place),
    name: row.name,
    kind: row.kind,
    rank: row.rank ?? known?.rank ?? "",
    status: row.status,
    aphiaId: row.aphiaId ?? known?.aphiaId ?? null,
    author: row.author ?? known?.author ?? "",
    source: form,
    sourceId: numericId(row.sourceId),
    replacedBy: place(row.renameTo),
  };
}

/** A taxon from elsewhere keeps what the site says of it and learns what was missing. */
function adopt(known: TreeTaxon, row: TaxonRow, form: TaxonomyForm): Omit<Written, "id" | "displayName" | "searchName"> {
  const { parentId, name, kind, status, replacedBy } = known;
  const isNameless = known.sourceId === null && (known.source === form || known.source === "");
  return {
    ...{ parentId, name, kind, status, replacedBy },
    rank: known.rank || (row.rank ?? ""),
    aphiaId: known.aphiaId ?? row.aphiaId,
    author: known.author || (row.author ?? ""),
    source: isNameless ? form : known.source,
    sourceId: isNameless ? numericId(row.sourceId) : known.sourceId,
  };
}

/** Compares a file with the tree and says what loading it would write. `ids`: as many as `countNew` asked for. */
export function planLoad(
  input: {
    matches: readonly RowMatch[];
    tree: readonly TreeTaxon[];
    /** Other names that the site has already, as `taxon/folded name`. */
    synonyms: ReadonlySet<string>;
    form: TaxonomyForm;
    file: string;
  },
  ids: readonly number[],
): LoadPlan {
  const { matches, tree, form, file } = input;
  const { taxa, synonyms } = splitSynonyms(matches, form);
  let next = 0;
  const places = new Map(taxa.map(({ row, known }) => [row.sourceId, known?.id ?? ids[next++] ?? 0]));
  const place: Place = (sourceId) => (sourceId === null ? null : (places.get(sourceId) ?? null));
  const written = taxa.map((match): { match: RowMatch; after: Written } => {
    const facts = match.how === "adopted" && match.known !== null ? adopt(match.known, match.row, form) : fromFile(match, form, place);
    const id = place(match.row.sourceId) ?? 0;
    return { match, after: { ...facts, id, displayName: match.known?.displayName ?? facts.name, searchName: searchName(facts.name) } };
  });
  const names = newDisplayNames(
    tree,
    written.map((w) => w.after),
  );
  const changed: LoadChange[] = [];
  const added: BulkTaxon[] = [];
  for (const { match, after } of written) {
    if (match.known === null) {
      added.push({ ...after, displayName: names.get(after.id) ?? after.name, flags: proposeFlags(after.name) });
      continue;
    }
    const before = match.known;
    const fields = compared.filter((field) => before[field] !== after[field]);
    if (fields.length > 0) changed.push({ before, after, fields });
  }
  const standing = new Set(tree.map((taxon) => Number(taxon.id)));
  return {
    added,
    changed,
    unchanged: taxa.length - added.length - changed.length,
    adopted: taxa.filter((m) => m.how === "adopted").length,
    synonyms: newNames([...namesOfSynonyms(synonyms, place), ...namesInFile(written, names)], input.synonyms),
    renamed: new Map([...names].filter(([id]) => standing.has(id))),
    problems: [
      ...checkTree(tree, written, file),
      ...madeParents(taxa, file),
      ...missingParents(taxa, file),
      ...lostReplacement(taxa, place, file),
    ],
  };
}

/** Each name once, and only those that the site has not. */
function newNames(names: readonly BulkSynonym[], known: ReadonlySet<string>): BulkSynonym[] {
  const byKey = new Map(names.map((name) => [`${name.taxonId}/${name.searchName}`, name]));
  return [...byKey].flatMap(([key, name]) => (known.has(key) ? [] : [name]));
}

const namesOfSynonyms = (rows: readonly TaxonRow[], place: Place): BulkSynonym[] =>
  rows.flatMap((row) => {
    const taxonId = place(row.renameTo);
    return taxonId === null ? [] : [{ taxonId, name: row.name, searchName: searchName(row.name) }];
  });

/** The file's own display name, where ours differs, is kept as another name: data that name it find the taxon. */
const namesInFile = (written: readonly { match: RowMatch; after: Written }[], names: ReadonlyMap<number, string>): BulkSynonym[] =>
  written.flatMap(({ match, after }) => {
    const given = match.row.displayName?.replace(/<$/, "") ?? null;
    const ours = names.get(after.id) ?? after.displayName;
    if (given === null || searchName(given) === searchName(ours) || searchName(given) === after.searchName) return [];
    return [{ taxonId: after.id, name: given, searchName: searchName(given) }];
  });

import type { TreeTaxon } from "@nauplius/db";
import { searchName } from "@nauplius/domain";
import type { TaxonomyForm, TaxonRow } from "@nauplius/formats";

/** How a row of a file and a taxon of the site were found to be the same. `own`: the taxon came from such a file, which may change all of it;
 *  `adopted`: it came from elsewhere and keeps its name and place. */
export type RowMatch = {
  readonly row: TaxonRow;
  readonly known: TreeTaxon | null;
  readonly how: "new" | "own" | "adopted";
  /** The site's taxon that the row names as its parent and the file does not hold. */
  readonly outsideParent: number | null;
};

export const numericId = (sourceId: string): number | null => (/^[1-9]\d{0,14}$/.test(sourceId) ? Number(sourceId) : null);

type Known = {
  readonly bySource: ReadonlyMap<number, TreeTaxon>;
  readonly byAphia: ReadonlyMap<number, TreeTaxon>;
  readonly byPlace: ReadonlyMap<string, TreeTaxon>;
  /** Accepted phylogenetic taxa whose name nobody else has. */
  readonly byName: ReadonlyMap<string, TreeTaxon>;
};

const placeKey = (parentId: number | null, name: string): string => `${parentId ?? 0}/${searchName(name)}`;

function index(tree: readonly TreeTaxon[], form: TaxonomyForm): Known {
  const site = tree.filter((taxon) => taxon.projectId === null);
  const accepted = site.filter((taxon) => taxon.status !== "deprecated");
  const names = new Map<string, TreeTaxon | null>();
  for (const taxon of accepted) {
    const key = searchName(taxon.name);
    names.set(key, names.has(key) || taxon.kind !== "phylogenetic" ? null : taxon);
  }
  return {
    bySource: new Map(site.flatMap((taxon) => (taxon.source === form && taxon.sourceId !== null ? [[taxon.sourceId, taxon]] : []))),
    byAphia: new Map(accepted.flatMap((taxon) => (taxon.aphiaId === null ? [] : [[taxon.aphiaId, taxon]]))),
    byPlace: new Map(accepted.map((taxon) => [placeKey(taxon.parentId, taxon.name), taxon])),
    byName: new Map([...names].flatMap(([key, taxon]) => (taxon === null ? [] : [[key, taxon] as const]))),
  };
}

/** Finds the rows' taxa: by the id of the file's own tree, by AphiaID, by place and name, by a name that only one taxon has. Each taxon answers once. */
export function matchRows(rows: readonly TaxonRow[], tree: readonly TreeTaxon[], form: TaxonomyForm): RowMatch[] {
  const known = index(tree, form);
  const ids = new Set(rows.flatMap((row) => numericId(row.sourceId) ?? []));
  const taken = new Set<number>();
  const found = new Map<string, number>();
  const outsideOf = (row: TaxonRow): number | null => known.bySource.get(numericId(row.outsideParentId ?? "") ?? 0)?.id ?? null;
  // Parents stand before their children, so that a place can be looked up on the way.
  const candidatesOf = (row: TaxonRow): readonly (TreeTaxon | undefined)[] => {
    const parent = row.parentId === null ? outsideOf(row) : (found.get(row.parentId) ?? -1);
    return [
      row.aphiaId === null ? undefined : known.byAphia.get(row.aphiaId),
      known.byPlace.get(placeKey(parent, row.name)),
      row.kind === "phylogenetic" && row.status !== "deprecated" ? known.byName.get(searchName(row.name)) : undefined,
    ];
  };
  /** A taxon that the same file names by its id is nobody else's. */
  const isFree = (taxon: TreeTaxon | undefined): taxon is TreeTaxon =>
    taxon !== undefined && !taken.has(taxon.id) && !(taxon.source === form && taxon.sourceId !== null && ids.has(taxon.sourceId));
  return rows.map((row) => {
    const id = numericId(row.sourceId);
    const own = id === null ? undefined : known.bySource.get(id);
    const taxon = own ?? candidatesOf(row).find(isFree);
    if (taxon === undefined || taken.has(taxon.id)) return { row, known: null, how: "new", outsideParent: outsideOf(row) };
    taken.add(taxon.id);
    found.set(row.sourceId, taxon.id);
    return { row, known: taxon, how: own === undefined ? "adopted" : "own", outsideParent: outsideOf(row) };
  });
}

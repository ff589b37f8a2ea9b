import { searchName } from "./search-name.ts";

/** What display names are made of. */
export type NamedTaxon = {
  readonly id: number;
  readonly parentId: number | null;
  readonly name: string;
  readonly isDeprecated: boolean;
  /** A project's own taxon; null: the site's. */
  readonly projectId: number | null;
};
export type Tree = (id: number) => NamedTaxon | undefined;

/** Deeper than any classification; ends the climb of a damaged one. */
const deepest = 64;

/** `name<parent<grandparent` with up to `depth` ancestors. */
function label(taxon: NamedTaxon, depth: number, tree: Tree): string {
  let text = taxon.name;
  let at: NamedTaxon | undefined = taxon;
  for (let i = 0; i < depth; i++) {
    at = at.parentId === null ? undefined : tree(at.parentId);
    if (at === undefined) break;
    text += `<${at.name}`;
  }
  return text;
}

type Labelled = { readonly taxon: NamedTaxon; readonly text: string; readonly key: string };

const labelled = (taxa: readonly NamedTaxon[], depth: number, tree: Tree): Labelled[] =>
  taxa.map((taxon) => {
    const text = label(taxon, depth, tree);
    return { taxon, text, key: searchName(text) };
  });

const lengthOf = (labels: readonly Labelled[]): number => labels.reduce((sum, { text }) => sum + text.length, 0);

/** Names `wanted` with as few ancestors as tell each from all of `among` and from the names already given; the same path to the root: with its id. */
function nameApart(wanted: readonly NamedTaxon[], among: readonly NamedTaxon[], tree: Tree, names: Map<number, string>): void {
  const taken = new Set(among.flatMap((taxon) => names.get(taxon.id) ?? []).map(searchName));
  let open = wanted;
  for (let depth = 0, longest = -1; open.length > 0 && depth <= deepest; depth++) {
    const labels = labelled(among, depth, tree);
    if (lengthOf(labels) === longest) break;
    longest = lengthOf(labels);
    const times = new Map<string, number>();
    for (const { key } of labels) times.set(key, (times.get(key) ?? 0) + 1);
    const [free, rest] = [new Set(open.map((taxon) => taxon.id)), new Set(open)];
    for (const { taxon, text, key } of labels) {
      if (!free.has(taxon.id) || times.get(key) !== 1 || taken.has(key)) continue;
      names.set(taxon.id, text);
      rest.delete(taxon);
    }
    open = [...rest];
  }
  for (const taxon of open) names.set(taxon.id, `${label(taxon, 1, tree)} #${taxon.id}`);
}

/** Display names of taxa that share a name. A deprecated or local taxon gives way: it lengthens its own name, never that of an accepted one. */
export function displayNames(homonyms: readonly NamedTaxon[], tree: Tree): Map<number, string> {
  const names = new Map<number, string>();
  const [only] = homonyms;
  if (homonyms.length === 1 && only !== undefined) return names.set(only.id, only.name);
  const site = homonyms.filter((taxon) => taxon.projectId === null);
  const [accepted, deprecated] = [site.filter((taxon) => !taxon.isDeprecated), site.filter((taxon) => taxon.isDeprecated)];
  nameApart(accepted, accepted, tree, names);
  nameApart(deprecated, site, tree, names);
  for (const project of new Set(homonyms.flatMap((taxon) => taxon.projectId ?? []))) {
    const own = homonyms.filter((taxon) => taxon.projectId === project);
    nameApart(own, [...site, ...own], tree, names);
  }
  return names;
}

/** Taxa by the name that they share, folded. */
export function homonymsOf<T extends NamedTaxon>(taxa: Iterable<T>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const taxon of taxa) {
    const key = searchName(taxon.name);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [taxon]);
    else group.push(taxon);
  }
  return groups;
}

import { type State, states } from "@nauplius/domain";
import type { TaxonCount, TaxonName } from "@nauplius/services";

export type StateCounts = Readonly<Record<State, number>>;
export type TaxonRow = {
  readonly id: number;
  readonly name: string;
  readonly displayName: string;
  readonly depth: number;
  /** Of the taxon itself, in the states that are looked at. */
  readonly own: StateCounts;
  /** With all taxa below it. */
  readonly below: StateCounts;
  readonly hasChildren: boolean;
  /** Has no objects of its own, in any state: a place where branches part. */
  readonly isBranch: boolean;
};

export const noCounts: StateCounts = { unclassified: 0, predicted: 0, dubious: 0, validated: 0 };
export const sumOf = (c: StateCounts): number => states.reduce((sum, state) => sum + c[state], 0);
const plus = (a: StateCounts, b: StateCounts): StateCounts => ({
  unclassified: a.unclassified + b.unclassified,
  predicted: a.predicted + b.predicted,
  dubious: a.dubious + b.dubious,
  validated: a.validated + b.validated,
});

/** Counts of each taxon, 0 for those without. */
export function countsByTaxon(counts: readonly TaxonCount[]): Map<number, StateCounts> {
  const found = new Map<number, StateCounts>();
  for (const c of counts) {
    const id = Number(c.taxonId);
    found.set(id, plus(found.get(id) ?? noCounts, { ...noCounts, [c.state]: c.objects }));
  }
  return found;
}

export const totals = (counts: readonly TaxonCount[]): StateCounts => [...countsByTaxon(counts).values()].reduce(plus, noCounts);

const only = (c: StateCounts, looked: readonly State[] | undefined): StateCounts =>
  looked === undefined ? c : (Object.fromEntries(states.map((state) => [state, looked.includes(state) ? c[state] : 0])) as StateCounts);

/** Counts of the chosen taxa alone; of all where none is chosen. */
export function countsWithin(
  counts: readonly TaxonCount[],
  taxa: readonly TaxonName[],
  chosen: readonly number[] | undefined,
  withChildren: boolean,
): readonly TaxonCount[] {
  if (chosen === undefined) return counts;
  const parents = new Map(taxa.map((t) => [Number(t.id), t.parentId === null ? null : Number(t.parentId)]));
  const isIn = (id: number | null): boolean => id !== null && (chosen.includes(id) || (withChildren && isIn(parents.get(id) ?? null)));
  return counts.filter((c) => isIn(Number(c.taxonId)));
}

type Node = { readonly taxon: TaxonName; readonly own: StateCounts; readonly below: StateCounts; readonly children: readonly Node[] };

/** The part of the tree that is used: taxa with objects, and those where branches with objects part. Chains without objects are left out.
 *  The numbers are those of the states looked at; a taxon whose objects are all in other states stays in sight, with none. */
export function taxonRows(
  counts: readonly TaxonCount[],
  taxa: readonly TaxonName[],
  order: "name" | "objects",
  looked?: readonly State[],
): TaxonRow[] {
  const own = countsByTaxon(counts);
  const childrenOf = new Map<number | null, TaxonName[]>();
  const known = new Set(taxa.map((t) => Number(t.id)));
  for (const taxon of taxa) {
    const parent = taxon.parentId !== null && known.has(taxon.parentId) ? Number(taxon.parentId) : null;
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), taxon]);
  }
  const build = (taxon: TaxonName): Node => {
    const children = (childrenOf.get(Number(taxon.id)) ?? []).map(build);
    const mine = own.get(Number(taxon.id)) ?? noCounts;
    return { taxon, own: mine, below: children.map((c) => c.below).reduce(plus, mine), children };
  };
  const compare = (a: Node, b: Node) =>
    (order === "objects" ? sumOf(only(b.below, looked)) - sumOf(only(a.below, looked)) : 0) ||
    a.taxon.name.localeCompare(b.taxon.name, "en");
  const rows: TaxonRow[] = [];
  const walk = (node: Node, depth: number): void => {
    const used = node.children.filter((child) => sumOf(child.below) > 0).sort(compare);
    if (sumOf(node.own) === 0 && used.length <= 1) {
      for (const child of used) walk(child, depth);
      return;
    }
    const { id, name, displayName } = node.taxon;
    rows.push({
      id: Number(id),
      name,
      displayName,
      depth,
      own: only(node.own, looked),
      below: only(node.below, looked),
      hasChildren: used.length > 0,
      isBranch: sumOf(node.own) === 0,
    });
    for (const child of used) walk(child, depth + 1);
  };
  const roots = (childrenOf.get(null) ?? []).map(build).filter((n) => sumOf(n.below) > 0);
  for (const root of roots.sort(compare)) walk(root, 0);
  return rows;
}

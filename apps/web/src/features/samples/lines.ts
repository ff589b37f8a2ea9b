import type { State } from "@nauplius/domain";
import type { StateCounts } from "@/components/state/bar.tsx";
import type { TaxonLine } from "./taxon-table.tsx";

type Count = { readonly taxonId: number; readonly state: State; readonly objects: number };
type Name = { readonly id: number; readonly displayName: string };

const none = { unclassified: 0, predicted: 0, dubious: 0, validated: 0 } satisfies StateCounts;

/** Counts by state over all taxa. */
export function stateTotals(counts: readonly Count[]): StateCounts {
  const sum = { ...none };
  for (const c of counts) sum[c.state] += Number(c.objects);
  return sum;
}

/** One line a taxon, most objects first; those without taxon are in no line. */
export function taxonLines(counts: readonly Count[], names: readonly Name[]): TaxonLine[] {
  const byTaxon = new Map<number, Count[]>();
  for (const c of counts) {
    const id = Number(c.taxonId);
    if (id !== 0) byTaxon.set(id, [...(byTaxon.get(id) ?? []), c]);
  }
  const nameOf = new Map(names.map((n) => [Number(n.id), n.displayName]));
  const total = (line: TaxonLine) => Object.values(line.counts).reduce((a, b) => a + b, 0);
  return [...byTaxon]
    .map(([id, some]): TaxonLine => ({ id, displayName: nameOf.get(id) ?? `#${id}`, counts: stateTotals(some) }))
    .sort((a, b) => total(b) - total(a) || a.displayName.localeCompare(b.displayName, "en"));
}

import { type Db, effectiveFlags, type TaxonWithLineage, taxaWithLineage } from "@nauplius/db";
import type { EffectiveFlags, QuantityOptions } from "@nauplius/domain";

export type CountedTaxon = TaxonWithLineage & { readonly flags: EffectiveFlags };

export type Taxa = {
  readonly byId: ReadonlyMap<number, CountedTaxon>;
  /** Where each taxon counts: under another one, or (null) nowhere. As ids in text. */
  readonly recast: ReadonlyMap<string, string | null>;
  /** Names of those left out since they are no individuals of their own: parts, and what an editor flagged so. */
  readonly notIndividuals: readonly string[];
};

/** The taxa of what was counted, with what this table counts under what. The nearest rule up the tree holds. */
export async function taxaFor(db: Db, counted: readonly number[], rules: QuantityOptions["recast"]): Promise<Taxa> {
  const targets = rules.flatMap(({ to }) => to ?? []);
  const ids = [...new Set([...counted, ...targets])];
  const [rows, flags] = await Promise.all([taxaWithLineage(db, ids), effectiveFlags(db, ids)]);
  const byId = new Map(
    rows.map((row) => [
      row.id,
      { ...row, flags: flags.get(row.id) ?? { living: true, extent: "whole" as const, countsAsIndividual: true } },
    ]),
  );
  const ruleOf = new Map<number, number | null>(rules.map(({ from, to }) => [from, to]));
  const recast = new Map<string, string | null>();
  const notIndividuals: string[] = [];
  for (const id of counted) {
    const taxon = byId.get(id);
    if (taxon === undefined) continue;
    const nearest = taxon.above.find((one) => ruleOf.has(one));
    const to = nearest === undefined ? id : (ruleOf.get(nearest) ?? null);
    if (to === null) recast.set(String(id), null);
    else if (!taxon.flags.countsAsIndividual) {
      recast.set(String(id), null);
      notIndividuals.push(taxon.displayName);
    } else if (to !== id) recast.set(String(id), String(to));
  }
  return { byId, recast, notIndividuals };
}

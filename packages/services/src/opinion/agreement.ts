import { taxaByIds } from "@nauplius/db";
import { cohenKappa, confusionOf, type Kappa, oneAgainstOthers } from "@nauplius/ml";
import type { Context } from "../context.ts";

export type Pair = { readonly first: number; readonly second: number };

export type TaxonAgreement = Kappa & {
  readonly taxonId: number;
  readonly taxon: string;
  /** Objects that were called so first, and second. */
  readonly first: number;
  readonly second: number;
};

export type Agreement = Kappa & {
  readonly taxa: readonly TaxonAgreement[];
  /** How often a taxon (place among `taxa`) was called another one. */
  readonly confusion: readonly { readonly first: number; readonly second: number; readonly objects: number }[];
};

/** How far two sayings about the same objects agree, in all and for each taxon that either named, the most frequent first. */
export async function agreementOf(ctx: Context, pairs: readonly Pair[]): Promise<Agreement> {
  const count = new Map<number, { first: number; second: number }>();
  const add = (taxon: number, side: "first" | "second"): void => {
    const old = count.get(taxon) ?? { first: 0, second: 0 };
    count.set(taxon, { ...old, [side]: old[side] + 1 });
  };
  for (const pair of pairs) {
    add(pair.first, "first");
    add(pair.second, "second");
  }
  const taxa = [...count].toSorted(([a, x], [b, y]) => y.first - x.first || y.second - x.second || a - b);
  const place = new Map(taxa.map(([id], at) => [id, at]));
  const at = (side: "first" | "second"): number[] => pairs.map((pair) => place.get(pair[side]) ?? 0);
  const confusion = confusionOf(at("first"), at("second"), taxa.length);
  const names = new Map((await taxaByIds(ctx.db, [...place.keys()])).map((t) => [Number(t.id), t.displayName]));
  return {
    ...cohenKappa(confusion),
    taxa: taxa.map(([taxonId, named], c) => ({
      ...cohenKappa(oneAgainstOthers(confusion, c)),
      taxonId,
      taxon: names.get(taxonId) ?? `#${taxonId}`,
      ...named,
    })),
    confusion: [...confusion.counts].flatMap((objects, cell) =>
      objects === 0 ? [] : [{ first: Math.floor(cell / taxa.length), second: cell % taxa.length, objects }],
    ),
  };
}

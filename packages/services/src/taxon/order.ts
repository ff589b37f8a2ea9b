import type { TaxonHit } from "@nauplius/db";
import type { MatchKind } from "@nauplius/domain";

export type Familiar = { readonly recent: readonly number[]; readonly preset: readonly number[] };

const kindPlaces: Readonly<Record<MatchKind, number>> = { exact: 0, prefix: 1, synonym: 2, infix: 3, fuzzy: 4 };

/** One hit a taxon: its best; its own name before a synonym. */
function bestOf(hits: readonly TaxonHit[]): TaxonHit[] {
  const best = new Map<number, TaxonHit>();
  for (const hit of hits) {
    const known = best.get(hit.id);
    if (known === undefined || worth(hit) < worth(known)) best.set(hit.id, hit);
  }
  return [...best.values()];
}

const worth = (hit: TaxonHit): number => kindPlaces[hit.matched] + (hit.synonym === null ? 0 : 0.5);

/** Place in a list, or behind it. */
const placeIn = (list: readonly number[], id: number): number => {
  const at = list.indexOf(id);
  return at === -1 ? list.length : at;
};

/** Exact name, then what the person gave last here, then the project's preset, then the tree; deprecated taxa after all others. */
export function inOrder(hits: readonly TaxonHit[], { recent, preset }: Familiar): TaxonHit[] {
  const keys = (hit: TaxonHit): readonly (number | string)[] => [
    hit.status === "deprecated" ? 1 : 0,
    hit.matched === "exact" ? 0 : 1,
    placeIn(recent, hit.id),
    placeIn(preset, hit.id),
    worth(hit),
    -hit.likeness,
    hit.searchName,
    hit.displayName.toLowerCase(),
    hit.id,
  ];
  const compare = (a: readonly (number | string)[], b: readonly (number | string)[]): number => {
    for (const [i, left] of a.entries()) {
      const right = b[i];
      if (right === undefined || left === right) continue;
      return left < right ? -1 : 1;
    }
    return 0;
  };
  return bestOf(hits)
    .map((hit) => ({ hit, key: keys(hit) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ hit }) => hit);
}

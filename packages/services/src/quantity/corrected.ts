import type { VolumeKind } from "@nauplius/domain";
import { type Amount, addEstimates, type Estimate, type Part, weightsOf } from "@nauplius/ecology/quantities";
import type { Correcting } from "./correction.ts";
import type { Cell } from "./count.ts";
import type { Taxa } from "./taxa.ts";

/** Corrected figures of the still-predicted part of one place, by the taxon under which they count; null: the model has no figure of that taxon's own. */
export type PredictedPart = ReadonlyMap<number, Estimate | null>;

type Place = { readonly cells: readonly Cell[]; readonly parts: readonly Part[]; readonly kind: VolumeKind | null; readonly taxa: Taxa };

/** What each predicted taxon stands for in the sea at one place, corrected for the model's errors; null where the model does not know what was predicted. */
export function correctPredicted(by: Correcting, { cells, parts, kind, taxa }: Place): PredictedPart | null {
  const weights = weightsOf(parts);
  const amounts: Amount[] = by.taxonOf.map(() => ({ sum: 0, squares: 0 }));
  let predicted = 0;
  for (const { part, taxonId, state, n, volumes } of cells) {
    if (state !== "predicted") continue;
    const group = taxonId === null ? undefined : by.groupOf.get(taxonId);
    if (group === undefined) return null;
    predicted += n;
    const weight = weights.get(part) ?? 0;
    const own = kind === null ? { sum: n, squares: n } : volumes[kind];
    const before = amounts[group] ?? { sum: 0, squares: 0 };
    amounts[group] = { sum: before.sum + weight * own.sum, squares: before.squares + weight * weight * own.squares };
  }
  if (predicted === 0) return new Map();
  const found = new Map<number, Estimate | null>();
  const corrected = by.correct(amounts);
  for (const [taxon, group] of by.groupOf) {
    const to = taxa.recast.get(String(taxon));
    if (to === null) continue;
    const under = to === undefined ? taxon : Number(to);
    const one = corrected[group];
    const before = found.get(under);
    if (one === undefined || by.taxonOf[group] === null || before === null) found.set(under, null);
    else {
      const own = { value: one.corrected, low: one.low, high: one.high };
      found.set(under, before === undefined ? own : addEstimates(before, own));
    }
  }
  return found;
}

import type { QuantityOptions, VolumeKind } from "@nauplius/domain";
import {
  addEstimates,
  type Estimate,
  fatal,
  type GroupQuantities,
  type Interval,
  type Part,
  type PartProblem,
  type Quantity,
  quantitiesOf,
  weightedPoissonInterval,
  weightsOf,
} from "@nauplius/ecology/quantities";
import { correctPredicted, type PredictedPart } from "./corrected.ts";
import type { Corrected } from "./correction.ts";
import { type Counted, talliesOf } from "./count.ts";
import { expectedFractions, type Place } from "./parts.ts";
import type { Taxa } from "./taxa.ts";

/** One figure of one taxon at one place. */
export type FigureRow = {
  readonly place: Place;
  readonly taxonId: number;
  /** Null: a concentration, individuals a m3; else a biovolume of that kind, mm3 a m3. */
  readonly kind: VolumeKind | null;
  readonly n: number;
  readonly value: number | null;
  readonly interval: Interval | null;
  /** The same from validated individuals alone: what no model said. */
  readonly validated: { readonly n: number; readonly value: number | null };
  /** With the predicted part corrected for the model's errors; null where predicted objects do not count, or nothing can be corrected. */
  readonly corrected: Estimate | null;
  readonly volume: number | null;
  readonly fractions: string;
  readonly complete: boolean;
  readonly shareValidated: number | null;
  readonly shareCounted: number | null;
  readonly flags: readonly string[];
};

export const partsByGroup = ({ parts }: Counted): Map<string, Part[]> => {
  const groups = new Map<string, Part[]>();
  for (const part of parts) groups.set(part.group, [...(groups.get(part.group) ?? []), part]);
  return groups;
};

/** Taxa that get a figure everywhere: those counted anywhere in the table. */
const countedTaxa = (counted: Counted, states: ReadonlySet<string>): string[] => [
  ...new Set(counted.cells.flatMap(({ taxonId, state }) => (taxonId !== null && states.has(state) ? [String(taxonId)] : []))),
];

/** "d1 (1/2), d2 (1/16)": what was examined of each fraction. */
const fractionsText = (parts: readonly Part[]): string =>
  [...new Map(parts.map(({ fraction, subPart }) => [fraction, subPart]))]
    .map(([fraction, subPart]) => `${fraction} (1/${subPart ?? "?"})`)
    .sort()
    .join(", ");

const those = (set: ReadonlySet<string>, isKept: (state: string) => boolean): ReadonlySet<string> => new Set([...set].filter(isKept));

type Making = {
  readonly options: Pick<QuantityOptions, "states">;
  readonly accepted: readonly PartProblem[];
  readonly taxa: Taxa;
  readonly kinds: readonly (VolumeKind | null)[];
  /** How the predicted part is corrected; null: it does not count. */
  readonly correction: Corrected | null;
};

/** Figures of all places, in their order: concentrations, and biovolumes of each kind. */
export function figuresOf(counted: Counted, { options, accepted, taxa, kinds, correction }: Making): FigureRow[] {
  const states = new Set<string>(options.states);
  const wanted = countedTaxa(counted, states);
  const byGroup = partsByGroup(counted);
  const inPart = new Map<string, typeof counted.cells>();
  for (const cell of counted.cells) inPart.set(cell.part, [...(inPart.get(cell.part) ?? []), cell]);
  const rows: FigureRow[] = [];
  for (const [group, parts] of byGroup) {
    const place = counted.places.get(group);
    if (place === undefined) continue;
    const cells = parts.flatMap((part) => inPart.get(part.id) ?? []);
    for (const kind of kinds) {
      const how = {
        what: kind === null ? ("concentration" as const) : ("biovolume" as const),
        taxa: wanted,
        recast: taxa.recast,
        accepted: new Set(accepted),
        expectedFractions: expectedFractions(parts),
      };
      const tallies = talliesOf(cells, kind);
      const [all] = quantitiesOf(parts, tallies, { ...how, states });
      const [sure] = quantitiesOf(parts, tallies, { ...how, states: those(states, (state) => state === "validated") });
      if (all === undefined) continue;
      const stopped = all.findings.some(({ problem }) => fatal.has(problem) || !how.accepted.has(problem));
      const predicted = correction?.by == null || stopped ? null : correctPredicted(correction.by, { cells, parts, kind, taxa });
      const [looked] =
        predicted === null ? [] : quantitiesOf(parts, tallies, { ...how, states: those(states, (one) => one !== "predicted") });
      rows.push(...rowsOf(all, sure, { place, parts, kind, predicted, looked }));
    }
  }
  return rows;
}

type Facts = {
  readonly place: Place;
  readonly parts: readonly Part[];
  readonly kind: VolumeKind | null;
  readonly predicted: PredictedPart | null;
  /** Of what people looked at. */
  readonly looked: GroupQuantities | undefined;
};

function rowsOf(all: GroupQuantities, sure: GroupQuantities | undefined, facts: Facts): FigureRow[] {
  const { place, parts, kind } = facts;
  const problems = [...new Set(all.findings.map(({ problem }) => problem))];
  const volumes = new Set(parts.map((part) => part.volume));
  return all.quantities
    .map((one): FigureRow => {
      const validated = sure?.quantities.find(({ taxon }) => taxon === one.taxon);
      return {
        place,
        taxonId: Number(one.taxon),
        kind,
        n: one.n,
        value: one.value,
        interval: one.interval,
        validated: { n: validated?.n ?? 0, value: validated?.value ?? null },
        corrected: correctedOf(one, facts),
        volume: volumes.size === 1 ? ([...volumes][0] ?? null) : null,
        fractions: fractionsText(parts),
        complete: all.complete,
        shareValidated: all.shareValidated,
        shareCounted: all.shareCounted,
        flags: [...problems, ...one.flags],
      };
    })
    .sort((a, b) => a.taxonId - b.taxonId);
}

/** What people looked at as it is, and the rest corrected. */
function correctedOf({ taxon, value, interval }: Quantity, { predicted, looked, parts, kind }: Facts): Estimate | null {
  // Where nothing is predicted there is nothing to correct.
  if (predicted?.size === 0) return value === null || interval === null ? null : { value, ...interval };
  const rest = predicted?.get(Number(taxon));
  if (rest == null) return null;
  const own = looked?.quantities.find((one) => one.taxon === taxon);
  if (own !== undefined && own.n > 0)
    return own.value === null || own.interval === null ? null : addEstimates({ value: own.value, ...own.interval }, rest);
  // None among those looked at: one more could come from the part that weighs most.
  const largest = kind === null ? Math.max(0, ...weightsOf(parts).values()) : 0;
  return addEstimates({ value: 0, ...weightedPoissonInterval({ sum: 0, squares: 0, largest }) }, rest);
}

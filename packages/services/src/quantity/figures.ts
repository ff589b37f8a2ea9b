import type { QuantityOptions, VolumeKind } from "@nauplius/domain";
import { type GroupQuantities, type Interval, type Part, type PartProblem, quantitiesOf } from "@nauplius/ecology/quantities";
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

const only = (set: ReadonlySet<string>, state: string): ReadonlySet<string> => new Set([...set].filter((one) => one === state));

type Making = {
  readonly options: Pick<QuantityOptions, "states">;
  readonly accepted: readonly PartProblem[];
  readonly taxa: Taxa;
  readonly kinds: readonly (VolumeKind | null)[];
};

/** Figures of all places, in their order: concentrations, and biovolumes of each kind. */
export function figuresOf(counted: Counted, { options, accepted, taxa, kinds }: Making): FigureRow[] {
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
      const [sure] = quantitiesOf(parts, tallies, { ...how, states: only(states, "validated") });
      if (all === undefined) continue;
      rows.push(...rowsOf(all, sure, { place, parts, kind }));
    }
  }
  return rows;
}

type Facts = { readonly place: Place; readonly parts: readonly Part[]; readonly kind: VolumeKind | null };

function rowsOf(all: GroupQuantities, sure: GroupQuantities | undefined, { place, parts, kind }: Facts): FigureRow[] {
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

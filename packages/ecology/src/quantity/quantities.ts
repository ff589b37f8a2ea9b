import { checkParts, fatal, type Part, type PartFinding, type PartProblem, weightsOf } from "./parts.ts";
import { type Interval, weightedPoissonInterval } from "./poisson.ts";

/** Objects of one part, taxon and state. For concentrations each weighs 1; for biovolumes its volume. */
export type Tally = {
  readonly part: string;
  /** Null where the object has no taxon yet. */
  readonly taxon: string | null;
  readonly state: string;
  readonly n: number;
  /** mm3 over the n objects: sum, sum of squares, largest; and how many have no volume. Not needed for concentrations. */
  readonly volume?: { readonly sum: number; readonly squares: number; readonly largest: number; readonly missing: number };
};

export type QuantityOptions = {
  readonly what: "concentration" | "biovolume";
  /** States that count. */
  readonly states: ReadonlySet<string>;
  /** Taxa to give figures for, zeros included where absence is known. Taxa that were counted come anyway. */
  readonly taxa: readonly string[];
  /** Count a taxon under another one, or (null) leave it out, in this export only. */
  readonly recast?: ReadonlyMap<string, string | null>;
  /** Findings that a person decided to live with. */
  readonly accepted?: ReadonlySet<PartProblem>;
  readonly expectedFractions?: readonly string[];
  readonly level?: number;
};

export type QuantityFlag = "incomplete" | "volumeMissing";

export type Quantity = {
  readonly taxon: string;
  /** Raw individuals behind the figure. */
  readonly n: number;
  /** individuals a m3, or mm3 a m3; null where it cannot be known. */
  readonly value: number | null;
  readonly interval: Interval | null;
  /** incomplete: objects without one of the states may hide more of it. volumeMissing: objects without a volume are left out. */
  readonly flags: readonly QuantityFlag[];
};

export type GroupQuantities = {
  readonly group: string;
  readonly findings: readonly PartFinding[];
  /** Every object has one of the states: what was not found is not there. */
  readonly complete: boolean;
  readonly objects: number;
  /** Share of objects validated, and share that counts; null without objects. */
  readonly shareValidated: number | null;
  readonly shareCounted: number | null;
  readonly quantities: readonly Quantity[];
};

type Sum = { n: number; sum: number; squares: number; largest: number; missing: number };

/**
 * Quantities of every group: sum over parts and fractions, mean over replicates, each individual weighing sub_part / volume
 * (Gorsky et al. 2010, J. Plankton Res. 32:285). Intervals are exact Poisson ones on raw individuals, scaled. A zero is written only
 * where the group is complete; groups with findings that nobody accepted have no figure at all.
 */
export function quantitiesOf(parts: readonly Part[], tallies: readonly Tally[], options: QuantityOptions): GroupQuantities[] {
  const groups = new Map<string, Part[]>();
  for (const part of parts) groups.set(part.group, [...(groups.get(part.group) ?? []), part]);
  const byPart = new Map<string, Tally[]>();
  for (const tally of tallies) {
    const members = byPart.get(tally.part);
    if (members === undefined) byPart.set(tally.part, [tally]);
    else members.push(tally);
  }
  return [...groups].map(([group, members]) =>
    quantitiesOfGroup(
      group,
      members,
      members.flatMap((part) => byPart.get(part.id) ?? []),
      options,
    ),
  );
}

function quantitiesOfGroup(group: string, parts: readonly Part[], tallies: readonly Tally[], options: QuantityOptions): GroupQuantities {
  const count = (chosen: readonly Tally[]): number => chosen.reduce((sum, tally) => sum + tally.n, 0);
  const counted = tallies.filter((tally) => options.states.has(tally.state));
  const objects = count(tallies);
  const findings = checkParts(parts, options.expectedFractions);
  const stopped = findings.some(({ problem }) => fatal.has(problem) || !options.accepted?.has(problem));
  const complete = count(counted) === objects;
  const sums = sumByTaxon(counted, weightsOf(parts), options);
  const quantities = [...sums].map(([taxon, sum]) => quantityOf(taxon, sum, { stopped, complete, heaviest: heaviest(parts), options }));
  const share = (chosen: readonly Tally[]): number | null => (objects === 0 ? null : count(chosen) / objects);
  const validated = tallies.filter((tally) => tally.state === "validated");
  return { group, findings, complete, objects, shareValidated: share(validated), shareCounted: share(counted), quantities };
}

const heaviest = (parts: readonly Part[]): number => Math.max(0, ...weightsOf(parts).values());

function sumByTaxon(tallies: readonly Tally[], weights: ReadonlyMap<string, number>, options: QuantityOptions): Map<string, Sum> {
  const zero = (): Sum => ({ n: 0, sum: 0, squares: 0, largest: 0, missing: 0 });
  const target = (taxon: string): string | null => {
    const to = options.recast?.get(taxon);
    return to === undefined ? taxon : to;
  };
  const wanted = options.taxa.map(target).filter((taxon) => taxon !== null);
  const sums = new Map<string, Sum>(wanted.map((taxon) => [taxon, zero()]));
  for (const { part, taxon, n, volume } of tallies) {
    const under = taxon === null ? null : target(taxon);
    if (under === null) continue;
    const sum = sums.get(under) ?? zero();
    sums.set(under, sum);
    const w = weights.get(part) ?? 0;
    const own =
      options.what === "concentration"
        ? { sum: n, squares: n, largest: 1, missing: 0 }
        : (volume ?? { sum: 0, squares: 0, largest: 0, missing: n });
    sum.n += n;
    sum.sum += w * own.sum;
    sum.squares += w * w * own.squares;
    sum.largest = Math.max(sum.largest, w * own.largest);
    sum.missing += own.missing;
  }
  return sums;
}

type Circumstances = { stopped: boolean; complete: boolean; heaviest: number; options: QuantityOptions };

function quantityOf(taxon: string, sum: Sum, { stopped, complete, heaviest: most, options }: Circumstances): Quantity {
  const flags: QuantityFlag[] = [];
  if (!complete) flags.push("incomplete");
  if (sum.missing > 0) flags.push("volumeMissing");
  const known = !stopped && (sum.n > 0 || complete) && (sum.n === 0 || sum.missing < sum.n);
  if (!known) return { taxon, n: sum.n, value: null, interval: null, flags };
  // One more individual could come from the part that weighs most; how large it would be, nobody knows where none was seen.
  const largest = options.what === "concentration" ? most : sum.largest;
  const interval = sum.n === 0 && options.what === "biovolume" ? null : weightedPoissonInterval({ ...sum, largest }, options.level);
  return { taxon, n: sum.n, value: sum.sum, interval, flags };
}

/** Individuals of one part, taxon and state summed up for `quantitiesOf`; `volumes` in mm3, NaN without. */
export function tallyVolumes(volumes: ArrayLike<number>): NonNullable<Tally["volume"]> {
  let [sum, squares, largest, missing] = [0, 0, 0, 0];
  for (let i = 0; i < volumes.length; i++) {
    const volume = volumes[i] ?? Number.NaN;
    if (Number.isNaN(volume)) missing++;
    else {
      sum += volume;
      squares += volume ** 2;
      largest = Math.max(largest, volume);
    }
  }
  return { sum, squares, largest, missing };
}

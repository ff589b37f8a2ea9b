import type { QuantityOptions, VolumeKind } from "@nauplius/domain";
import {
  biovolumeSpectrum,
  checkParts,
  fatal,
  fitPowerLaw,
  type PartProblem,
  type PowerLaw,
  poissonInterval,
  type Spectrum,
  weightsOf,
} from "@nauplius/ecology/quantities";
import type { Cell, Counted } from "./count.ts";
import { partsByGroup } from "./figures.ts";
import { expectedFractions, type Place } from "./parts.ts";
import type { Taxa } from "./taxa.ts";

export type SpectrumRow = {
  readonly place: Place;
  /** Null: all living individuals together. */
  readonly taxonId: number | null;
  readonly kind: VolumeKind;
  readonly spectrum: Spectrum;
  /** Maximum-likelihood exponent of the number of individuals by volume, from the lower limit of the fit on. */
  readonly powerLaw: PowerLaw | null;
  readonly individuals: number;
  readonly flags: readonly string[];
};

type Making = {
  readonly options: Pick<QuantityOptions, "states">;
  readonly accepted: readonly PartProblem[];
  readonly taxa: Taxa;
  readonly kinds: readonly VolumeKind[];
};
/** Vandromme et al. 2012: slopes are off when multiples are more of the biovolume. */
const mostMultiples = 0.05;

/** Size spectra of all places, of each taxon and of all living individuals together. Classes are the same octaves everywhere, so that spectra compare. */
export function spectraOf(counted: Counted, making: Making): SpectrumRow[] {
  const states = new Set<string>(making.options.states);
  const inPart = new Map<string, Cell[]>();
  for (const cell of counted.cells) if (states.has(cell.state)) inPart.set(cell.part, [...(inPart.get(cell.part) ?? []), cell]);
  const rows: SpectrumRow[] = [];
  for (const [group, parts] of partsByGroup(counted)) {
    const place = counted.places.get(group);
    const findings = [...new Set(checkParts(parts, expectedFractions(parts)).map(({ problem }) => problem))];
    const isStopped = findings.some((problem) => fatal.has(problem) || !making.accepted.includes(problem));
    if (place === undefined) continue;
    const cells = parts.flatMap((part) => inPart.get(part.id) ?? []);
    const weights = weightsOf(parts);
    for (const kind of making.kinds)
      for (const [taxonId, own] of gathered(cells, making.taxa)) {
        const flags = [...findings, ...(taxonId === null && tooManyMultiples(own, making.taxa, { kind, weights }) ? ["multiples"] : [])];
        const made = isStopped ? nothing : spectrumOf(own, kind, weights);
        rows.push({ place, taxonId, kind, ...made, flags });
      }
  }
  return rows;
}

const nothing = { spectrum: { classes: [], fit: null, range: null }, powerLaw: null, individuals: 0 };

/** Cells by the taxon under which they count; null: all that is living. */
function gathered(cells: readonly Cell[], taxa: Taxa): Map<number | null, Cell[]> {
  const groups = new Map<number | null, Cell[]>([[null, []]]);
  for (const cell of cells) {
    const to = cell.taxonId === null ? null : taxa.recast.get(String(cell.taxonId));
    if (cell.taxonId === null || to === null) continue;
    const under = to === undefined ? cell.taxonId : Number(to);
    groups.set(under, [...(groups.get(under) ?? []), cell]);
    if (taxa.byId.get(under)?.flags.living === true) groups.get(null)?.push(cell);
  }
  return groups;
}

function spectrumOf(cells: readonly Cell[], kind: VolumeKind, weights: ReadonlyMap<string, number>) {
  const volumes = cells.flatMap((cell) => cell.each?.[kind] ?? []);
  const heavy = cells.flatMap((cell) => (cell.each?.[kind] ?? []).map(() => weights.get(cell.part) ?? 0));
  const smallest = volumes.reduce((least, volume) => Math.min(least, volume), Number.POSITIVE_INFINITY);
  const start = Number.isFinite(smallest) ? 2 ** Math.floor(Math.log2(smallest)) : undefined;
  const spectrum = biovolumeSpectrum(volumes, heavy, start === undefined ? {} : { start });
  const min = spectrum.range?.[0];
  const powerLaw = min === undefined ? null : fitPowerLaw(volumes, heavy, { min });
  return { spectrum, powerLaw, individuals: volumes.length };
}

type Of = { readonly kind: VolumeKind; readonly weights: ReadonlyMap<string, number> };
function tooManyMultiples(cells: readonly Cell[], taxa: Taxa, { kind, weights }: Of): boolean {
  let [all, several] = [0, 0];
  for (const cell of cells) {
    const mass = cell.volumes[kind].sum * (weights.get(cell.part) ?? 0);
    all += mass;
    if (cell.taxonId !== null && taxa.byId.get(cell.taxonId)?.flags.extent === "several") several += mass;
  }
  return all > 0 && several / all > mostMultiples;
}

/** Interval of a class: exact Poisson on its raw individuals, in proportion. Null without any. */
export function classInterval(n: number, normalised: number): { low: number; high: number } | null {
  if (n === 0) return null;
  const { low, high } = poissonInterval(n);
  return { low: (normalised * low) / n, high: (normalised * high) / n };
}

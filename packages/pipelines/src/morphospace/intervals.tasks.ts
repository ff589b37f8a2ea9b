import { createRng } from "@nauplius/domain";
import {
  type Bootstrap,
  bootstrapIndices,
  chao1,
  type Figure,
  type Forms,
  figure,
  hillAtCoverage,
  none,
  rarefiedMRic,
  rarefiedRichness,
  sampleCoverage,
} from "@nauplius/ecology";
import type { Interval, StandardName, Standards } from "./intervals.ts";

export type SampleTask = {
  readonly forms: Forms;
  /** Form and weight of each individual imaged, and raw individuals of each form. */
  readonly labels: Uint16Array;
  readonly weights: Float64Array;
  readonly counts: Uint32Array;
  readonly standards: Standards;
  readonly draws: number;
  readonly seed: number;
  readonly sample: number;
};

export type SampleIntervals = {
  /** Of the indices that follow effort little; null where there is none. */
  readonly bootstrapped: Readonly<Record<string, Interval | null>>;
  readonly standards: Readonly<Record<StandardName, Figure>>;
  /** Of rarefied MRic. */
  readonly rarefied: Interval | null;
};

const intervalOf = (made: Bootstrap | null): Interval | null =>
  made === null ? null : { low: made.low, high: made.high, bias: made.bias };

/** One sample: its intervals, and what it would show at the effort and the coverage of the others. */
export function describe({ forms, labels, weights, counts, standards, draws, seed, sample }: SampleTask): SampleIntervals {
  const rng = createRng(seed).fork(`sample ${sample}`);
  const individuals = { labels, weights };
  const all = bootstrapIndices(forms, individuals, { draws, random: rng.fork("bootstrap").next });
  const { individuals: size, coverage } = standards;
  const mric = rarefiedMRic(forms, individuals, { size, draws: Math.min(draws, 99), random: rng.fork("rarefied").next });
  const few = `${labels.length} individuals: fewer than ${size}`;
  return {
    bootstrapped: Object.fromEntries(Object.entries(all).map(([name, made]) => [name, intervalOf(made)])),
    rarefied: intervalOf(mric),
    standards: {
      rarefiedMRic: mric === null ? none(labels.length < size ? few : "most draws have no hull") : figure(mric.estimate),
      rarefiedRichness: size < 1 ? none("nothing is present") : rarefiedRichness(counts, size),
      coverage: sampleCoverage(counts),
      chao1: chao1(counts),
      hill0AtCoverage: hillAtCoverage(counts, coverage, 0).hill,
      hill1AtCoverage: hillAtCoverage(counts, coverage, 1).hill,
      hill2AtCoverage: hillAtCoverage(counts, coverage, 2).hill,
    },
  };
}

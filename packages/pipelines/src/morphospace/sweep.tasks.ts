import { createRng } from "@nauplius/domain";
import { abundanceTable, formsOf, morphIndices, sweepStep } from "@nauplius/ecology";

export type StepInput = {
  /** Views of shared memory. */
  readonly points: Float64Array;
  readonly weights: Float64Array;
  readonly dims: number;
  readonly sampleOf: Int32Array;
  readonly samples: number;
  readonly k: number;
  readonly seed: number;
};
export type Step = {
  readonly k: number;
  /** Morphs that there are: fewer where there are fewer different individuals. */
  readonly morphs: number;
  readonly within: number;
  readonly stability: { readonly mean: number; readonly low: number; readonly high: number } | null;
  /** Every index of each sample; NaN where it has no value. */
  readonly indices: Readonly<Record<string, Float64Array>>;
};

/** One k: morphs, how stable they are, and every index of every sample by them. */
export function step({ points, weights, dims, sampleOf, samples, k, seed }: StepInput): Step {
  const rng = createRng(seed).fork(`k ${k}`);
  const { within, stability, clustering } = sweepStep({ points, dims, weights }, k, {}, (part) => rng.fork(part).next);
  const forms = formsOf(clustering.centres, dims);
  const morphs = clustering.masses.length;
  const table = abundanceTable(clustering.labels, sampleOf, weights, { samples, forms: morphs });
  const rows = Array.from({ length: samples }, (_, sample) => morphIndices(forms, table.subarray(sample * morphs, (sample + 1) * morphs)));
  const names = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
  const indices = Object.fromEntries(names.map((name) => [name, Float64Array.from(rows, (row) => row[name].value ?? Number.NaN)]));
  return { k, morphs, within, stability, indices };
}

import {
  type AxisSummary,
  abundanceTable,
  axisMeans,
  type Clustering,
  dayOf,
  type Forms,
  formsOf,
  type MorphIndices,
  morphIndices,
} from "@nauplius/ecology";

/** One sample: its indices over morphs, and where its individuals lie. */
export type SampleRow = {
  readonly sample: string;
  readonly date: string | null;
  /** Days since 1970-01-01; null without a date that can be read. */
  readonly day: number | null;
  readonly individuals: number;
  /** Sum of weights: individuals a m3 where weights are sub_part / volume. */
  readonly concentration: number;
  readonly indices: MorphIndices;
  readonly axes: readonly AxisSummary[] | null;
};

export type PlacedIndividuals = {
  readonly coordinates: Float64Array;
  readonly axes: number;
  readonly weights: Float64Array;
  /** Number of each individual's sample, and the samples' names. */
  readonly sampleOf: Int32Array;
  readonly names: readonly string[];
  /** Date of each sample, as written; null without dates. */
  readonly dates: readonly string[] | null;
};

export function describeSamples(placed: PlacedIndividuals, morphs: Clustering): { forms: Forms; rows: SampleRow[] } {
  const { axes, sampleOf, names, weights } = placed;
  const forms = formsOf(morphs.centres, axes);
  const count = morphs.masses.length;
  const table = abundanceTable(morphs.labels, sampleOf, weights, { samples: names.length, forms: count });
  const summaries = axisMeans(placed.coordinates, axes, { sampleOf, weights, samples: names.length });
  const individuals = new Int32Array(names.length);
  for (const sample of sampleOf) individuals[sample] = (individuals[sample] ?? 0) + 1;
  const rows = names.map((sample, at): SampleRow => {
    const abundances = table.subarray(at * count, (at + 1) * count);
    const date = placed.dates?.[at] ?? null;
    return {
      sample,
      date,
      day: date === null ? null : dayOf(date),
      individuals: individuals[at] ?? 0,
      concentration: abundances.reduce((sum, value) => sum + value, 0),
      indices: morphIndices(forms, abundances),
      axes: summaries[at] ?? null,
    };
  });
  return { forms, rows };
}

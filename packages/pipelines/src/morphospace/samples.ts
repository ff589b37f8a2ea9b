import {
  type AbundanceIndices,
  type AxisSummary,
  abundanceIndices,
  abundanceTable,
  axisMeans,
  type Clustering,
  dayOf,
  type Figure,
  type Forms,
  formsOf,
  type MorphIndices,
  morphIndices,
} from "@nauplius/ecology";
import type { Interval, StandardName } from "./intervals.ts";

/** One sample: its indices over morphs, their taxonomic twins, and where its individuals lie. */
export type SampleRow = {
  readonly sample: string;
  readonly date: string | null;
  /** Days since 1970-01-01; null without a date that can be read. */
  readonly day: number | null;
  readonly individuals: number;
  /** Sum of weights: individuals a m3 where weights are sub_part / volume. */
  readonly concentration: number;
  readonly indices: MorphIndices;
  /** The same of taxa in place of morphs; null where no taxa are known. */
  readonly taxa: AbundanceIndices | null;
  /** At equal effort and equal completeness. */
  readonly standards: Readonly<Record<StandardName, Figure>>;
  /** 95 % intervals by the name of the figure, of those that have one; null where nobody asked for them. */
  readonly intervals: Readonly<Record<string, Interval>> | null;
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
  /** Number of each individual's taxon, and how many there are; null where no taxa are known. */
  readonly taxa: { readonly numberOf: Int32Array; readonly count: number } | null;
};

/** All of a sample but what is drawn at random. */
export type PlainRow = Omit<SampleRow, "standards" | "intervals">;

type Morphs = Pick<Clustering, "centres" | "labels">;

export function describeSamples(placed: PlacedIndividuals, morphs: Morphs): { forms: Forms; rows: PlainRow[] } {
  const forms = formsOf(morphs.centres, placed.axes);
  const abundances = abundancesOf(placed, morphs);
  const indices = abundances.map((own) => morphIndices(forms, own));
  return { forms, rows: rowsOf(placed, abundances, indices) };
}

/** Abundance of each form, a sample each. */
export function abundancesOf({ axes, sampleOf, names, weights }: PlacedIndividuals, morphs: Morphs): Float64Array[] {
  const forms = morphs.centres.length / axes;
  const table = abundanceTable(morphs.labels, sampleOf, weights, { samples: names.length, forms });
  return names.map((_, at) => table.slice(at * forms, (at + 1) * forms));
}

/** What is known of each sample beside its indices. */
export function rowsOf(placed: PlacedIndividuals, abundances: readonly Float64Array[], indices: readonly MorphIndices[]): PlainRow[] {
  const { axes, sampleOf, names, weights } = placed;
  const ofTaxa = twinsOf(placed);
  const summaries = axisMeans(placed.coordinates, axes, { sampleOf, weights, samples: names.length });
  const individuals = new Int32Array(names.length);
  for (const sample of sampleOf) individuals[sample] = (individuals[sample] ?? 0) + 1;
  return names.map((sample, at): PlainRow => {
    const date = placed.dates?.[at] ?? null;
    return {
      sample,
      date,
      day: date === null ? null : dayOf(date),
      individuals: individuals[at] ?? 0,
      concentration: abundances[at].reduce((sum, value) => sum + value, 0),
      indices: indices[at],
      taxa: ofTaxa(at),
      axes: summaries[at] ?? null,
    };
  });
}

/** Indices over taxa of the same individuals, sample by sample. */
function twinsOf({ taxa, sampleOf, weights, names }: PlacedIndividuals): (sample: number) => AbundanceIndices | null {
  if (taxa === null) return () => null;
  const table = abundanceTable(taxa.numberOf, sampleOf, weights, { samples: names.length, forms: taxa.count });
  return (sample) => abundanceIndices(table.subarray(sample * taxa.count, (sample + 1) * taxa.count));
}

import { createRng } from "@nauplius/domain";
import {
  type Clustering,
  cutTree,
  equalEffort,
  type FeatureTable,
  type Merge,
  makeTable,
  type Preparation,
  type Space,
  usualMorphs,
  wardTree,
} from "@nauplius/ecology";
import { clusterOnThreads } from "./cluster.ts";
import { type Describer, openDescriber } from "./describe.ts";
import { fitOnThread } from "./fit.ts";
import type { SampleIntervals } from "./intervals.tasks.ts";
import { type IntervalOptions, intervalsOf, noStandards, type Standards } from "./intervals.ts";
import { TableProblem } from "./problem.ts";
import type { Individuals } from "./read-features.ts";
import type { PlacedIndividuals, PlainRow, SampleRow } from "./samples.ts";
import { type SampleSeries, variablesOf } from "./series.ts";

export type MorphospaceOptions = {
  readonly preparation: Preparation;
  readonly axes?: number;
  /** Asked for; fewer where there are fewer individuals (science: k <= n/100 below 20,000). */
  readonly k: number;
  readonly starts: number;
  readonly seed: number;
  /** Named morphotypes that Ward's tree of the centres is cut into. */
  readonly groups: number;
  /** Bootstrap intervals and figures at equal effort for each sample: minutes where samples are many. */
  readonly intervals?: boolean;
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly onStage?: (stage: string, done: number, of: number) => void;
};

export type Morphospace = {
  readonly space: Space;
  /** Rows of the table that have a place, with coordinates and weights after equal effort. */
  readonly rows: Int32Array;
  readonly coordinates: Float64Array;
  readonly weights: Float64Array;
  readonly morphs: Clustering;
  readonly tree: readonly Merge[];
  readonly groups: Int32Array;
  /** Effort and coverage at which samples are compared; null without intervals. */
  readonly standards: Standards | null;
  readonly samples: readonly SampleRow[];
  readonly series: readonly SampleSeries[];
  /** Sentences about what is partial. */
  readonly warnings: readonly string[];
};

/** Some rows of a table, its numbers as they are. */
export const pickRows = (table: FeatureTable, rows: Int32Array): FeatureTable =>
  rows.length === table.rows
    ? table
    : makeTable(
        table.names,
        table.columns.map((column) =>
          column instanceof Float32Array ? Float32Array.from(rows, (row) => column[row]) : Float64Array.from(rows, (row) => column[row]),
        ),
      );

/** From features to indices and series: equal effort, preparation, space, morphs, samples, time. */
export async function buildMorphospace(individuals: Individuals, options: MorphospaceOptions): Promise<Morphospace> {
  const { signal, onStage } = options;
  const warnings = [...(individuals.warnings ?? [])];
  if (individuals.table.rows < 2) throw new TableProblem(`got ${individuals.table.rows} individuals, expected at least 2`);
  const rng = createRng(options.seed);
  onStage?.("preparation", 0, 1);
  const { samples } = individuals;
  const effort = equalEffort(
    samples.numberOf,
    options.preparation.perSample ?? Number.MAX_SAFE_INTEGER,
    (sample) => rng.fork(`sample ${samples.names[sample]}`).next,
  );
  const weights = Float64Array.from(effort.rows, (row, i) => (individuals.weights[row] ?? 0) * (effort.factors[i] ?? 1));
  const { preparation, axes } = options;
  const { space, placed } = await fitOnThread(individuals.table, effort.rows, { weights, preparation, axes, signal });
  warnings.push(...aboutSpace(space, individuals.table.rows, effort.rows.length));
  const own = Float64Array.from(placed.rows, (row) => weights[row] ?? 0);
  const rows = placed.rows.map((row) => effort.rows[row] ?? 0);

  const k = Math.max(1, Math.min(options.k, usualMorphs(rows.length), rows.length));
  if (k < options.k) warnings.push(`${k} morphs instead of ${options.k}: ${rows.length} individuals carry no more`);
  onStage?.("morphs", 0, options.starts);
  const problem = { points: placed.coordinates, dims: space.axes, weights: own };
  const morphs = await clusterOnThreads(problem, {
    k,
    starts: options.starts,
    seed: options.seed,
    threads: options.threads,
    signal,
    onStart: (done, of) => onStage?.("morphs", done, of),
  });
  if (morphs.masses.length <= space.axes)
    warnings.push(`${morphs.masses.length} morphs on ${space.axes} axes: MRic and MDiv need more morphs than axes, and are empty`);
  const tree = wardTree(morphs.centres, space.axes);
  const groups = cutTree(tree, Math.min(options.groups, morphs.masses.length));

  onStage?.("samples", 0, 1);
  if (samples.names.length === 1) warnings.push("one sample only: there is nothing to compare it with, along a gradient or in time");
  const sampleOf = Int32Array.from(rows, (row) => samples.numberOf[row] ?? 0);
  const dates = datesOf(individuals, warnings);
  const taxa = individuals.taxa === null ? null : pickTaxa(individuals.taxa, rows);
  const placedIndividuals = {
    coordinates: placed.coordinates,
    axes: space.axes,
    weights: own,
    sampleOf,
    names: samples.names,
    dates,
    taxa,
  };
  const describer = openDescriber(options);
  const { made, described, series } = await describeAll(describer, { placed: placedIndividuals, morphs, warnings }, options).finally(() =>
    describer.close(),
  );
  const standards = made?.standards ?? null;
  return {
    space,
    rows,
    coordinates: placed.coordinates,
    weights: own,
    morphs,
    tree,
    groups,
    standards,
    samples: described,
    series,
    warnings,
  };
}

type ToDescribe = { readonly placed: PlacedIndividuals; readonly morphs: Clustering; readonly warnings: string[] };

/** Samples with their indices and intervals, and what they were through time. */
async function describeAll(describer: Describer, { placed, morphs, warnings }: ToDescribe, options: MorphospaceOptions) {
  const { onStage } = options;
  const { sampleOf, weights, names, axes } = placed;
  const { forms, rows } = await describer.samples(placed, morphs, (done, of) => onStage?.("samples", done, of));
  const made =
    options.intervals === true
      ? await intervalsOf(forms, morphs, { weights, sampleOf, samples: names.length }, intervalOptions(options))
      : null;
  const described = rows.map((row, at) => withIntervals(row, made?.samples[at] ?? null));
  const dated = datedOf(described, warnings);
  const series = dated.length === 0 ? [] : await describer.series(dated, variablesOf(described, axes));
  return { made, described, series };
}

const intervalOptions = ({ seed, threads, signal, onStage }: MorphospaceOptions): IntervalOptions => ({
  ...{ seed, threads, signal },
  onSample: (done, of) => onStage?.("intervals", done, of),
});

const pickTaxa = ({ names, numberOf }: NonNullable<Individuals["taxa"]>, rows: Int32Array) => ({
  numberOf: Int32Array.from(rows, (row) => numberOf[row] ?? 0),
  count: names.length,
});

function withIntervals(row: PlainRow, made: SampleIntervals | null): SampleRow {
  if (made === null) return { ...row, standards: noStandards("not asked for"), intervals: null };
  const known = [...Object.entries(made.bootstrapped), ["rarefiedMRic", made.rarefied] as const];
  return {
    ...row,
    standards: made.standards,
    intervals: Object.fromEntries(known.flatMap(([name, interval]) => (interval === null ? [] : [[name, interval]]))),
  };
}

const reasons = { absent: "not in the table", missing: "without a value", constant: "never varying" } as const;

function aboutSpace(space: Space, read: number, kept: number): string[] {
  const said: string[] = [];
  for (const reason of ["absent", "missing", "constant"] as const) {
    const features = space.preparation.dropped.filter((one) => one.reason === reason).map((one) => one.feature);
    if (features.length > 0) said.push(`${features.length} features ${reasons[reason]} are left out: ${features.join(", ")}`);
  }
  if (kept < read) said.push(`${kept} of ${read} individuals were drawn for equal effort, reweighted`);
  if (space.individuals < kept) said.push(`${kept - space.individuals} individuals miss too many features and have no place`);
  return said;
}

/** The date of each sample: that of its first individual. */
function datesOf({ dates, samples }: Individuals, warnings: string[]): string[] | null {
  if (dates === null) {
    warnings.push("no column of dates was named: no series");
    return null;
  }
  const found = new Map<number, string>();
  let mixed = 0;
  for (const [row, sample] of samples.numberOf.entries()) {
    const date = dates.names[dates.numberOf[row] ?? 0] ?? "";
    const first = found.get(sample);
    if (first === undefined) found.set(sample, date);
    else if (first !== date) mixed += 1;
  }
  if (mixed > 0) warnings.push(`${mixed} individuals have another date than the first one of their sample`);
  return samples.names.map((_, sample) => found.get(sample) ?? "");
}

function datedOf(rows: readonly SampleRow[], warnings: string[]): SampleRow[] {
  const dated = rows.filter((row) => row.day !== null);
  const unread = rows.length - dated.length;
  if (rows.some((row) => row.date !== null) && unread > 0) warnings.push(`${unread} samples have no date such as 2019-11-21`);
  if (dated.length === 1) warnings.push("one dated sample only: no series to speak of");
  return dated;
}

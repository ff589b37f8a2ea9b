import { availableParallelism } from "node:os";
import { type Clustering, type Figure, type Forms, none, quantile, sampleCoverage } from "@nauplius/ecology";
import { openPool } from "../threads/pool.ts";
import type { SampleIntervals, SampleTask } from "./intervals.tasks.ts";
import { TableProblem } from "./problem.ts";

/** At what effort, and what completeness, samples are compared: most samples reach them. */
export type Standards = { readonly individuals: number; readonly coverage: number };
export type Interval = { readonly low: number; readonly high: number; readonly bias: number };

export type IntervalOptions = {
  readonly seed: number;
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly onSample?: (done: number, of: number) => void;
};

/** Share of samples that reach the common effort; the others have no rarefied figure. */
const reached = 0.9;
/** Draws over all samples together, and the fewest and most of one. */
const [drawsInAll, fewestDraws, mostDraws] = [20_000, 49, 199];

export const standardsOf = (counts: readonly Uint32Array[]): Standards => {
  const sizes = counts.map((own) => own.reduce((sum, n) => sum + n, 0)).filter((n) => n > 1);
  const coverages = counts.flatMap((own) => sampleCoverage(own).value ?? []).filter((value) => value > 0);
  return {
    individuals: sizes.length === 0 ? 0 : Math.max(2, Math.floor(quantile(sizes, 1 - reached))),
    coverage: coverages.length === 0 ? 0 : Math.floor(1000 * quantile(coverages, 1 - reached)) / 1000,
  };
};

type Placed = {
  readonly labels: ArrayLike<number>;
  readonly weights: Float64Array;
  readonly sampleOf: Int32Array;
  readonly samples: number;
};

/** Raw individuals of each form in each sample. */
export function countsOf({ labels, sampleOf, samples }: Omit<Placed, "weights">, forms: number): Uint32Array[] {
  const counts = Array.from({ length: samples }, () => new Uint32Array(forms));
  for (const [i, sample] of sampleOf.entries()) {
    const own = counts[sample];
    if (own !== undefined) own[labels[i]] += 1;
  }
  return counts;
}

/** Bootstrap intervals and figures at equal effort of every sample, on threads; the same for any number of them. */
export async function intervalsOf(forms: Forms, morphs: Clustering, placed: Omit<Placed, "labels">, options: IntervalOptions) {
  const counts = countsOf({ ...placed, labels: morphs.labels }, morphs.masses.length);
  const standards = standardsOf(counts);
  const draws = Math.min(mostDraws, Math.max(fewestDraws, Math.floor(drawsInAll / Math.max(1, placed.samples))));
  const rows: number[][] = counts.map(() => []);
  for (const [i, sample] of placed.sampleOf.entries()) rows[sample].push(i);
  const pool = openPool<typeof import("./intervals.tasks.ts")>({
    module: new URL("./intervals.tasks.ts", import.meta.url),
    size: Math.max(1, Math.min(options.threads ?? availableParallelism(), placed.samples)),
    isolation: "thread",
    limitMs: 3_600_000,
  });
  let done = 0;
  try {
    const made = rows.map(async (own, sample): Promise<SampleIntervals> => {
      const task: SampleTask = {
        ...{ forms, counts: counts[sample], standards, draws, seed: options.seed, sample },
        labels: Uint16Array.from(own, (i) => morphs.labels[i]),
        weights: Float64Array.from(own, (i) => placed.weights[i]),
      };
      const result = await pool.run("describe", task, { signal: options.signal, bytes: own.length * 10 + forms.centres.byteLength });
      options.signal?.throwIfAborted();
      if (!result.ok) throw new TableProblem(`the intervals of a sample were not found: ${result.error.message}`);
      options.onSample?.(++done, rows.length);
      return result.value;
    });
    return { standards, samples: await Promise.all(made) };
  } finally {
    await pool.close();
  }
}

/** Names of the figures at equal effort or completeness, as columns. */
export const standardNames = [
  "rarefiedMRic",
  "rarefiedRichness",
  "coverage",
  "chao1",
  "hill0AtCoverage",
  "hill1AtCoverage",
  "hill2AtCoverage",
] as const;
export type StandardName = (typeof standardNames)[number];
export const noStandards = (reason: string): Record<StandardName, Figure> =>
  Object.fromEntries(standardNames.map((name) => [name, none(reason)])) as Record<StandardName, Figure>;

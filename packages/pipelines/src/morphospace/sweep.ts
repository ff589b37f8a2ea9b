import { availableParallelism } from "node:os";
import { monthOf, rankCorrelation, seasonalMannKendall, seasonTable, yearOf } from "@nauplius/ecology";
import { openPool } from "../threads/pool.ts";
import { TableProblem } from "./problem.ts";
import { sharedColumn } from "./shared-column.ts";
import type { Step } from "./sweep.tasks.ts";

/** Individuals of a space as its table of coordinates has them. */
export type PlacedTable = {
  readonly points: Float64Array;
  readonly dims: number;
  readonly weights: Float64Array;
  readonly sampleOf: Int32Array;
  readonly samples: readonly string[];
};

export type SweepChoices = {
  readonly ks: readonly number[];
  /** The k of the space, to which the others are compared. */
  readonly reference: number;
  readonly seed: number;
  /** Day of each sample, days since 1970; null where it has none. */
  readonly days: readonly (number | null)[];
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly onStep?: (done: number, of: number) => void;
};

/** One index at one k. */
export type SweptIndex = {
  /** Mean over the samples that have it. */
  readonly mean: number | null;
  /** Spearman's correlation over samples with the index at the k of the space. */
  readonly agreement: number | null;
  /** Seasonal Mann-Kendall on monthly means; null below two years. */
  readonly trend: { readonly p: number; readonly slopePerYear: number | null } | null;
};
export type SweptK = Omit<Step, "indices"> & { readonly indices: Readonly<Record<string, SweptIndex>> };
export type Sweep = {
  readonly reference: number;
  readonly steps: readonly SweptK[];
  /** Indices whose conclusion hangs on k, and how. */
  readonly flags: readonly { readonly index: string; readonly why: string }[];
};

/** Below this, samples are ranked otherwise by another k. */
const agreeing = 0.8;

/** Does the cut matter? Morphs at every k on threads, their stability, and what each index says by them (science 17). */
export async function sweepMorphs(placed: PlacedTable, choices: SweepChoices): Promise<Sweep> {
  const { ks, seed, signal, onStep, threads = availableParallelism() } = choices;
  const pool = openPool<typeof import("./sweep.tasks.ts")>({
    ...{ module: new URL("./sweep.tasks.ts", import.meta.url), isolation: "thread", limitMs: 4 * 3_600_000 },
    ...{ size: Math.max(1, Math.min(threads, ks.length)), maxBytes: Number.MAX_SAFE_INTEGER },
  });
  const { dims, sampleOf, samples } = placed;
  const input = {
    points: sharedColumn(placed.points),
    weights: sharedColumn(placed.weights),
    dims,
    sampleOf,
    samples: samples.length,
    seed,
  };
  let done = 0;
  try {
    const steps = await Promise.all(
      ks.map(async (k) => {
        const result = await pool.run("step", { ...input, k }, { signal });
        signal?.throwIfAborted();
        if (!result.ok) throw new TableProblem(`k = ${k}: ${result.error.message}`);
        onStep?.(++done, ks.length);
        return result.value;
      }),
    );
    return compare(steps, choices);
  } finally {
    await pool.close();
  }
}

function compare(steps: readonly Step[], { reference, days }: SweepChoices): Sweep {
  const near = steps.reduce((best, one) => (Math.abs(one.k - reference) < Math.abs(best.k - reference) ? one : best));
  const swept = steps.map(({ indices, ...rest }): SweptK => {
    const described = Object.entries(indices).map(
      ([name, values]) => [name, describeIndex(values, near.indices[name] ?? values, days)] as const,
    );
    return { ...rest, indices: Object.fromEntries(described) };
  });
  return { reference: near.k, steps: swept, flags: Object.keys(near.indices).flatMap((index) => flagOf(index, swept)) };
}

function describeIndex(values: Float64Array, reference: Float64Array, days: readonly (number | null)[]): SweptIndex {
  const known = values.filter((value) => !Number.isNaN(value));
  const dated = [...values.keys()].filter((i) => days[i] != null && !Number.isNaN(values[i]));
  const at = dated.map((i) => days[i] ?? 0);
  const table = seasonTable(
    at.map(yearOf),
    at.map(monthOf),
    dated.map((i) => values[i]),
    { seasons: 12 },
  );
  const test = table === null || table.years < 2 ? null : seasonalMannKendall(table);
  return {
    mean: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length,
    agreement: rankCorrelation(values, reference),
    trend: test === null ? null : { p: test.p, slopePerYear: test.slope?.slope ?? null },
  };
}

/** What a reader would conclude: up, down, or nothing to say. */
const conclusion = ({ trend }: SweptIndex): string =>
  trend === null || !(trend.p < 0.05) ? "no trend" : (trend.slopePerYear ?? 0) > 0 ? "rising" : "falling";

function flagOf(index: string, swept: readonly SweptK[]): Sweep["flags"][number][] {
  const rows = swept.flatMap(({ k, indices }) => (indices[index] === undefined ? [] : [{ k, one: indices[index] }]));
  const apart = rows.filter(({ one }) => one.agreement !== null && one.agreement < agreeing).map(({ k }) => k);
  const found = new Map<string, number[]>();
  for (const { k, one } of rows) if (one.trend !== null) found.set(conclusion(one), [...(found.get(conclusion(one)) ?? []), k]);
  const trends = [...found].map(([what, ks]) => `${what} at k = ${ks.join(", ")}`);
  return [
    ...(found.size > 1 ? [{ index, why: trends.join("; ") }] : []),
    ...(apart.length > 0 ? [{ index, why: `samples rank otherwise (below ${agreeing}) at k = ${apart.join(", ")}` }] : []),
  ];
}

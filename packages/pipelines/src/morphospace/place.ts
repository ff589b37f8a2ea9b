import { createRng } from "@nauplius/domain";
import { type Drift, equalEffort, nearestCentres, placeInSpace, type Space } from "@nauplius/ecology";
import { openPool } from "../threads/pool.ts";
import { TableProblem } from "./problem.ts";
import type { Individuals } from "./read-features.ts";
import { pickRows } from "./run.ts";
import { describeSamples, type PlainRow } from "./samples.ts";

/** A space with its morphs, as `space.json` keeps them. */
export type FrozenSpace = { readonly space: Space; readonly centres: readonly number[] };

/** New samples in a frozen space: their indices by its morphs, where they lie, and how far they leave what it was fitted on. */
export type PlacedSamples = {
  readonly rows: readonly (PlainRow & { readonly drift: Drift })[];
  /** Row of the individuals' table, coordinates and morph of each placed individual. */
  readonly individuals: Int32Array;
  readonly coordinates: Float64Array;
  readonly labels: Uint16Array;
};

export type PlaceOptions = { readonly perSample: number | null; readonly seed: number };

/** As `placeIndividuals`, in a thread: a million individuals take many seconds that the host must stay awake in. */
export async function placeOnThread(
  individuals: Individuals,
  frozen: FrozenSpace,
  { signal, ...options }: PlaceOptions & { readonly signal?: AbortSignal },
): Promise<PlacedSamples> {
  const pool = openPool<typeof import("./place.tasks.ts")>({
    ...{ module: new URL("./place.tasks.ts", import.meta.url), size: 1, isolation: "thread", heapMb: 2048, limitMs: 3_600_000 },
  });
  try {
    const result = await pool.run("place", { individuals, frozen, options }, { signal });
    signal?.throwIfAborted();
    if (!result.ok) throw new TableProblem(`the samples were not placed: ${result.error.message}`);
    if ("problem" in result.value) throw new TableProblem(result.value.problem);
    return result.value;
  } finally {
    await pool.close();
  }
}

/** Places new individuals without refitting: trims, transforms, means and loadings are those of the space, morphs the nearest ones. */
export function placeIndividuals(
  individuals: Individuals,
  { space, centres }: FrozenSpace,
  { perSample, seed }: PlaceOptions,
): PlacedSamples {
  const rng = createRng(seed);
  const { samples, table } = individuals;
  const randomOf = (sample: number) => rng.fork(`sample ${samples.names[sample]}`).next;
  const effort = equalEffort(samples.numberOf, perSample ?? Number.MAX_SAFE_INTEGER, randomOf);
  const { placed } = placeInSpace(space, pickRows(table, effort.rows));
  const rows = placed.rows.map((row) => effort.rows[row]);
  const weights = Float64Array.from(placed.rows, (row) => individuals.weights[effort.rows[row]] * effort.factors[row]);
  const sampleOf = Int32Array.from(rows, (row) => samples.numberOf[row]);
  const labels = nearestCentres(placed.coordinates, space.axes, Float64Array.from(centres));
  const { rows: described } = describeSamples(
    {
      coordinates: placed.coordinates,
      axes: space.axes,
      weights,
      sampleOf,
      names: samples.names,
      dates: datesOf(individuals),
      taxa: null,
    },
    { centres: Float64Array.from(centres), labels },
  );
  const drifted = described.map((row, sample) => {
    const own = effort.rows.filter((at) => samples.numberOf[at] === sample);
    return { ...row, drift: placeInSpace(space, pickRows(table, own)).drift };
  });
  return { rows: drifted, individuals: rows, coordinates: placed.coordinates, labels };
}

function datesOf({ dates, samples }: Individuals): string[] | null {
  if (dates === null) return null;
  const found = samples.names.map(() => "");
  for (const [row, sample] of samples.numberOf.entries()) if (found[sample] === "") found[sample] = dates.names[dates.numberOf[row]] ?? "";
  return found;
}

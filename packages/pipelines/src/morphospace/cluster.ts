import { availableParallelism } from "node:os";
import { bestOf, byMass, type Clustering, type ClusterProblem } from "@nauplius/ecology";
import { openPool } from "../threads/pool.ts";
import { TableProblem } from "./problem.ts";
import { sharedColumn } from "./shared-column.ts";

export type ClusterOptions = {
  readonly k: number;
  readonly starts: number;
  readonly seed: number;
  readonly maxIterations?: number;
  readonly tolerance?: number;
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly onStart?: (done: number, of: number) => void;
};

/** Hours: a start of a million individuals takes seconds, of 400 morphs on a busy machine minutes. */
const LIMIT_MS = 4 * 3_600_000;

/** Weighted k-means with its starts shared out to threads; the same morphs for any number of them. */
export async function clusterOnThreads(problem: ClusterProblem, options: ClusterOptions): Promise<Clustering> {
  const { starts, threads = availableParallelism(), signal, onStart, ...how } = options;
  const pool = openPool<typeof import("./cluster.tasks.ts")>({
    module: new URL("./cluster.tasks.ts", import.meta.url),
    size: Math.max(1, Math.min(threads, starts)),
    isolation: "thread",
    limitMs: LIMIT_MS,
    maxBytes: Number.MAX_SAFE_INTEGER,
  });
  const input = { points: sharedColumn(problem.points), weights: sharedColumn(problem.weights), dims: problem.dims, ...how };
  let done = 0;
  try {
    const runs = Array.from({ length: starts }, async (_, start) => {
      const result = await pool.run("start", { ...input, start }, { signal });
      if (!result.ok) {
        signal?.throwIfAborted();
        throw new TableProblem(`morphs were not found: ${result.error.message}`);
      }
      onStart?.(++done, starts);
      return result.value;
    });
    return byMass(bestOf(await Promise.all(runs)), problem.dims);
  } finally {
    await pool.close();
  }
}

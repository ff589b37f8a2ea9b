import type { ForestSettings, Table, Tree } from "@nauplius/ml";
import { openPool } from "../threads/pool.ts";

type Tasks = { growTrees: typeof import("./grow.tasks.ts").growTrees };

export type ForestRequest = {
  readonly table: Table;
  /** Class of each row. */
  readonly labels: Int32Array;
  readonly classes: number;
  readonly settings: ForestSettings;
  readonly seed: number;
  readonly threads: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (trees: number) => void;
};

const treesOfTask = 10;

/** Grows a forest on several threads; the same seed gives the same trees whatever their number. */
export async function growForest({ threads, signal, onProgress, ...request }: ForestRequest): Promise<Tree[]> {
  const pool = openPool<Tasks>({
    module: new URL("./grow.tasks.ts", import.meta.url),
    size: threads,
    isolation: "thread",
    limitMs: 3_600_000,
    heapMb: 2048,
  });
  try {
    const all = Array.from({ length: request.settings.trees }, (_, tree) => tree);
    let done = 0;
    const tasks = Array.from({ length: Math.ceil(all.length / treesOfTask) }, async (_, task) => {
      const trees = all.slice(task * treesOfTask, (task + 1) * treesOfTask);
      const grown = await pool.run("growTrees", { ...request, trees }, { signal });
      signal?.throwIfAborted();
      if (!grown.ok) throw new Error(`trees could not be grown: ${grown.error.message}`);
      done += trees.length;
      onProgress?.(done);
      return grown.value;
    });
    return (await Promise.all(tasks)).flat();
  } finally {
    await pool.close();
  }
}

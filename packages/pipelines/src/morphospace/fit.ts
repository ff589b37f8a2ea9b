import { type Column, type FeatureTable, makeTable } from "@nauplius/ecology";
import { openPool } from "../threads/pool.ts";
import type { FitInput, Fitted } from "./fit.tasks.ts";
import { TableProblem } from "./problem.ts";

function sharedRows(column: Column, rows: Int32Array): Column {
  const buffer = new SharedArrayBuffer(rows.length * column.BYTES_PER_ELEMENT);
  const copy = column instanceof Float32Array ? new Float32Array(buffer) : new Float64Array(buffer);
  for (let i = 0; i < rows.length; i++) copy[i] = column[rows[i]];
  return copy;
}

/** Fits a space to some rows of a table in a thread: of a million individuals it takes many seconds that the host must stay awake in. */
export async function fitOnThread(
  table: FeatureTable,
  rows: Int32Array,
  { signal, ...how }: Omit<FitInput, "table"> & { readonly signal?: AbortSignal },
): Promise<Fitted> {
  const pool = openPool<typeof import("./fit.tasks.ts")>({
    ...{ module: new URL("./fit.tasks.ts", import.meta.url), size: 1, isolation: "thread", heapMb: 2048, limitMs: 3_600_000 },
  });
  try {
    const shared = makeTable(
      table.names,
      table.columns.map((column) => sharedRows(column, rows)),
    );
    const result = await pool.run("fit", { table: shared, ...how }, { signal });
    signal?.throwIfAborted();
    if (!result.ok) throw new TableProblem(`the space was not fitted: ${result.error.message}`);
    if ("problem" in result.value) throw new TableProblem(result.value.problem);
    return result.value;
  } finally {
    await pool.close();
  }
}

import { availableParallelism } from "node:os";
import { type Clustering, type Forms, formsOf, type MorphIndices } from "@nauplius/ecology";
import { openPool } from "../threads/pool.ts";
import { TableProblem } from "./problem.ts";
import { abundancesOf, type PlacedIndividuals, type PlainRow, rowsOf, type SampleRow } from "./samples.ts";
import { daily, type SampleSeries } from "./series.ts";

type Tasks = typeof import("./describe.tasks.ts");
type Told = (done: number, of: number) => void;
export type DescriberOptions = { readonly threads?: number; readonly signal?: AbortSignal };

export type Describer = {
  /** As `describeSamples`, a sample a task. */
  readonly samples: (
    placed: PlacedIndividuals,
    morphs: Pick<Clustering, "centres" | "labels">,
    told?: Told,
  ) => Promise<{ readonly forms: Forms; readonly rows: PlainRow[] }>;
  /** As `seriesOf`, a figure a task. */
  readonly series: (rows: readonly SampleRow[], variables: readonly string[], told?: Told) => Promise<SampleSeries[]>;
  readonly close: () => Promise<void>;
};

/** Describes samples on threads: hulls of hundreds of morphs over hundreds of samples take minutes that the host must stay awake in. */
export function openDescriber({ threads = availableParallelism(), signal }: DescriberOptions): Describer {
  const pool = openPool<Tasks>({
    ...{ module: new URL("./describe.tasks.ts", import.meta.url), size: Math.max(1, threads), isolation: "thread", limitMs: 3_600_000 },
  });
  const each = async <N extends keyof Tasks>(task: N, inputs: readonly Parameters<Tasks[N]>[0][], told?: Told) => {
    let done = 0;
    return Promise.all(
      inputs.map(async (input) => {
        const result = await pool.run(task, input, { signal });
        signal?.throwIfAborted();
        if (!result.ok) throw new TableProblem(`the samples were not described: ${result.error.message}`);
        told?.(++done, inputs.length);
        return result.value;
      }),
    );
  };
  return {
    samples: async (placed, morphs, told) => {
      const forms = formsOf(morphs.centres, placed.axes);
      const abundances = abundancesOf(placed, morphs);
      const inputs = abundances.map((own) => ({ forms, abundances: own }));
      const found: MorphIndices[] = await each("indices", inputs, told);
      return { forms, rows: rowsOf(placed, abundances, found) };
    },
    series: (rows, variables, told) =>
      each(
        "series",
        variables.map((variable) => daily(rows, variable)),
        told,
      ),
    close: () => pool.close(),
  };
}

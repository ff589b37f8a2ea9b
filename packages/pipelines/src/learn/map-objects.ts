import { err, ok, type Result } from "@nauplius/domain";
import { type MapInput, type Mapped, withinOne } from "@nauplius/ml";
import { openPool } from "../threads/pool.ts";
import type { Reduced } from "./map.tasks.ts";

type Tasks = typeof import("./map.tasks.ts");
/** What is being done; each part is one piece of work that can be stopped, none tells how far it is. */
export type MapStage = "components" | "laying" | "placing";
type Options = { readonly signal?: AbortSignal | undefined; readonly onStage?: ((stage: MapStage) => void) | undefined };

/** Neighbours of each row in a UMAP, itself among them. */
const neighbours = 15;

/** Lays rows out in a plane, on a thread of its own, so that whoever asks goes on beating. Answers why where there is nothing to lay out. */
export async function mapObjects({ table, method, seed }: MapInput, { signal, onStage }: Options = {}): Promise<Result<Mapped, string>> {
  const module = new URL("./map.tasks.ts", import.meta.url);
  const pool = openPool<Tasks>({ module, size: 1, isolation: "thread", limitMs: 3_600_000, heapMb: 3072 });
  const done = <T>(outcome: Result<T, { message: string }>): T => {
    signal?.throwIfAborted();
    if (!outcome.ok) throw new Error(`the map could not be made: ${outcome.error.message}`);
    return outcome.value;
  };
  try {
    onStage?.("components");
    const reduced = done(await pool.run("reduce", { table, seed }, { signal }));
    if (reduced === null) return err("got fewer than two directions in which the objects differ, expected at least two");
    const facts = { percent: reduced.percent, features: reduced.features };
    if (method === "pca") return ok({ ...withinOne(firstTwo(reduced)), ...facts });
    const rows = { values: reduced.values, length: reduced.length, seed };
    onStage?.("laying");
    const laid = done(await pool.run("layLandmarks", { ...rows, neighbours }, { signal }));
    onStage?.("placing");
    const places = done(await pool.run("placeRest", { ...rows, laid }, { signal }));
    return ok({ ...withinOne(places), ...facts, landmarks: laid.rows.length, neighbours });
  } finally {
    await pool.close();
  }
}

function firstTwo({ values, length }: Reduced): Float32Array {
  const places = new Float32Array((2 * values.length) / length);
  for (let row = 0; row * length < values.length; row++)
    [places[2 * row], places[2 * row + 1]] = [values[row * length] ?? 0, values[row * length + 1] ?? 0];
  return places;
}

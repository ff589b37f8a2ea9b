import { err, type Result } from "@nauplius/domain";
import { openPool } from "../threads/pool.ts";
import type { DividedPart, DivideTask } from "./divide.tasks.ts";

type Tasks = typeof import("./divide.tasks.ts");

/** Time for the largest animals, decoded, cut and measured. */
const divideMs = 120_000;

/** Separates an object along drawn lines, or joins parts into one, in a process of its own: what kills its decoder costs this alone.
 *  Throws the signal's reason when aborted. */
export async function divideObjects(task: DivideTask, signal?: AbortSignal): Promise<Result<DividedPart[], string>> {
  const pool = openPool<Tasks>({
    module: new URL("./divide.tasks.ts", import.meta.url),
    size: 1,
    isolation: "process",
    heapMb: 2048,
    limitMs: divideMs,
  });
  try {
    const result = await pool.run("divide", task, signal === undefined ? {} : { signal });
    signal?.throwIfAborted();
    return result.ok ? result.value : err(`the picture could not be worked on: ${result.error.message}`);
  } finally {
    await pool.close();
  }
}

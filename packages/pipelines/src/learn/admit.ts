import { err, type Result } from "@nauplius/domain";
import { openPool } from "../threads/pool.ts";
import { type OpenModel, openModel } from "./model-folder.ts";
import { objectionTo } from "./objections.ts";

type Tasks = { tryModel: typeof import("./trial.tasks.ts").tryModel };

const limits = { memoryMb: 2048, ms: 60_000 };

/** Opens a model's folder from outside: its file is read and checked first, then run once in a process of its own that knows
 *  no password, may take 2 GB and a minute. Says in a sentence why it is not let in. */
export async function admitModel(folder: string, signal?: AbortSignal): Promise<Result<OpenModel, string>> {
  const opened = await openModel(folder);
  if (!opened.ok) return opened;
  const objection = objectionTo(opened.value);
  if (objection !== null) return err(objection);
  const pool = openPool<Tasks>({ module: new URL("./trial.tasks.ts", import.meta.url), size: 1, isolation: "process", limitMs: limits.ms });
  try {
    const tried = await pool.run("tryModel", { folder, memoryMb: limits.memoryMb }, { signal });
    signal?.throwIfAborted();
    if (!tried.ok) return err(`model.onnx could not be tried: ${tried.error.message}`);
    return tried.value === null ? opened : err(`model.onnx: ${tried.value.split("\n")[0]}`);
  } finally {
    await pool.close();
  }
}

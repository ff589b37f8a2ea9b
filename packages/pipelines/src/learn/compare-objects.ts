import type { Compared, CompareInput } from "@nauplius/ml";
import { openPool } from "../threads/pool.ts";

type Tasks = typeof import("./compare.tasks.ts");

/** Compares embeddings on a thread of its own, so that whoever asks goes on beating. */
export async function compareObjects(input: CompareInput, { signal }: { readonly signal?: AbortSignal } = {}): Promise<Compared> {
  const module = new URL("./compare.tasks.ts", import.meta.url);
  const pool = openPool<Tasks>({ module, size: 1, isolation: "thread", limitMs: 3_600_000, heapMb: 2048 });
  try {
    const compared = await pool.run("compare", input, { signal });
    signal?.throwIfAborted();
    if (!compared.ok) throw new Error(`the objects could not be compared: ${compared.error.message}`);
    return compared.value;
  } finally {
    await pool.close();
  }
}

import { availableParallelism } from "node:os";
import { openPool, type Pool } from "../threads/pool.ts";
import type { FoundObject, ObjectBatch, TileRow } from "./object.tasks.ts";
import type { EngineChoice, SegmentedObject } from "./object.ts";

type Tasks = typeof import("./object.tasks.ts");

/** Threads that cut, measure and encode objects. */
export type ObjectPool = {
  readonly threads: number;
  /** Starts the threads, so that they are there when objects come. */
  readonly warm: (engines: EngineChoice) => void;
  /** The objects of a batch, in their order. Throws the signal's reason when aborted, and where a thread died. */
  readonly cut: (batch: ObjectBatch, signal?: AbortSignal) => Promise<SegmentedObject[]>;
  /** A row of tiles as PNGs; throws as `cut` does. */
  readonly tiles: (row: TileRow, signal?: AbortSignal) => Promise<Uint8Array[]>;
  readonly close: () => Promise<void>;
};

/** Time for a batch: the largest animals take some seconds. */
const batchMs = 300_000;

export function openObjectPool(threads = availableParallelism()): ObjectPool {
  const pool: Pool<Tasks> = openPool<Tasks>({
    module: new URL("./object.tasks.ts", import.meta.url),
    size: threads,
    isolation: "thread",
    heapMb: 1024,
    limitMs: batchMs,
  });
  return {
    threads,
    warm: (engines) => {
      for (let n = 0; n < threads; n++) void pool.run("warm", engines).catch(() => undefined);
    },
    cut: async (batch, signal) => {
      const result = await pool.run("cutObjects", batch, { signal });
      if (result.ok) return result.value;
      signal?.throwIfAborted();
      throw new Error(`objects ${batch.objects[0]?.number} to ${batch.objects.at(-1)?.number}: ${result.error.message}`);
    },
    tiles: async (row, signal) => {
      const result = await pool.run("encodeTiles", row, { signal });
      if (result.ok) return result.value;
      signal?.throwIfAborted();
      throw new Error(`tiles from row ${row.boxes[0]?.y} on: ${result.error.message}`);
    },
    close: pool.close,
  };
}

/** Pixels of boxes that one batch carries: some tenths of a second of work. */
const batchPixels = 1_500_000;
const batchObjects = 64;

/** Objects in their order, parted so that threads are busy about the same time. */
export function* batchesOf(objects: readonly FoundObject[]): Generator<FoundObject[]> {
  let batch: FoundObject[] = [];
  let pixels = 0;
  for (const object of objects) {
    batch.push(object);
    pixels += object.width * object.height;
    if (pixels < batchPixels && batch.length < batchObjects) continue;
    yield batch;
    batch = [];
    pixels = 0;
  }
  if (batch.length > 0) yield batch;
}

import { availableParallelism } from "node:os";
import { err, ok, type Result } from "@nauplius/domain";
import type { TaskFailure } from "../../threads/failure.ts";
import { openPool } from "../../threads/pool.ts";
import type { SegmentRefusal } from "../refusal.ts";
import type { FeatureTask, Field, ImageResult, ImageTask, MeasuredVignette } from "./image.ts";

type Tasks = typeof import("./image.tasks.ts");
export type ImageFile = { readonly path: string; readonly name: string };

/** Processes that decode and segment images: a file that kills its decoder costs one image. */
export type ImagePool = {
  readonly processes: number;
  readonly field: (files: readonly ImageFile[], signal?: AbortSignal) => Promise<Result<Field | null, SegmentRefusal>>;
  readonly segment: (task: ImageTask, signal?: AbortSignal) => Promise<Result<ImageResult, SegmentRefusal>>;
  /** Features of a batch of vignettes, in their order. */
  readonly measure: (task: FeatureTask, signal?: AbortSignal) => Promise<readonly Result<MeasuredVignette, SegmentRefusal>[]>;
  readonly close: () => Promise<void>;
};

const imageMs = 120_000;

export function openImagePool(processes = availableParallelism()): ImagePool {
  const pool = openPool<Tasks>({
    module: new URL("./image.tasks.ts", import.meta.url),
    size: processes,
    isolation: "process",
    heapMb: 2048,
    limitMs: imageMs,
  });
  const refused = (image: string, { reason, message }: TaskFailure): SegmentRefusal => ({
    code: reason === "timedOut" ? "timedOut" : "crashed",
    image,
    message: `the decoder died of it: ${message}`,
  });
  const measure: ImagePool["measure"] = async (task, signal) => {
    const result = await pool.run("measureFeatures", task, { signal });
    signal?.throwIfAborted();
    if (result.ok) return result.value;
    const [first] = task.files;
    if (task.files.length === 1 && first !== undefined) return [err(refused(first.name, result.error))];
    // One of them killed the process: each by itself, so that it costs itself alone.
    const alone: Result<MeasuredVignette, SegmentRefusal>[] = [];
    for (const file of task.files) alone.push(...(await measure({ ...task, files: [file] }, signal)));
    return alone;
  };
  return {
    processes,
    measure,
    field: async (files, signal) => {
      const result = await pool.run("medianField", files, { signal });
      signal?.throwIfAborted();
      return result.ok ? ok(result.value) : err(refused(files[0]?.name ?? "", result.error));
    },
    segment: async (task, signal) => {
      const kind = task.profile.input === "vignettes" ? "measureVignette" : "segmentImage";
      const result = await pool.run(kind, task, { signal });
      signal?.throwIfAborted();
      return result.ok ? result.value : err(refused(task.name, result.error));
    },
    close: pool.close,
  };
}

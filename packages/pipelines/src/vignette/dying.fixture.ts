import type { ImageInput } from "./types.ts";
import { type Batch, derive as deriveReally } from "./vignette.tasks.ts";

export { burn } from "./vignette.tasks.ts";

/** The real task in a process that dies, or never ends, over images of certain names. */
export const derive = (batch: Batch<ImageInput>) => {
  for (const { name } of batch.images) {
    if (name.startsWith("kills")) process.abort();
    // Nothing wakes it, and meanwhile the machine is left to others.
    if (name.startsWith("hangs")) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  return deriveReally(batch);
};

import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Dependencies } from "../jobs/dependencies.ts";

/** Name of the checkpoint in a training's folder of work (packages/pipelines, learn/network-recipes.ts). */
const file = "checkpoint.bin";

export const checkpointKey = (training: string): string => `trainings/${training}.bin`;

/** A training's checkpoint beside the vignettes, so that another machine goes on where this one was lost. */
export type Checkpoints = {
  /** Takes the stored one where this machine has none. */
  readonly fetch: () => Promise<void>;
  /** Stores the newest; while one is on its way, only the last asked for follows. */
  readonly keep: () => void;
  /** What is on its way has arrived or failed; a store that is away costs the way back, not the training. */
  readonly settled: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

export function checkpointsOf({ storage, log }: Pick<Dependencies, "storage" | "log">, training: string, work: string): Checkpoints {
  const [key, path] = [checkpointKey(training), join(work, file)];
  let isWanted = false;
  let sending: Promise<void> | null = null;
  const send = async () => {
    while (isWanted) {
      isWanted = false;
      // None yet: fine-tuning begins with epochs of a head.
      if ((await stat(path).catch(() => null)) === null) continue;
      await storage.write(key, createReadStream(path));
    }
  };
  return {
    fetch: async () => {
      if ((await stat(path).catch(() => null)) !== null || (await storage.size(key)) === null) return;
      await mkdir(work, { recursive: true, mode: 0o700 });
      await pipeline(await storage.stream(key), createWriteStream(`${path}.part`));
      await rename(`${path}.part`, path);
    },
    keep: () => {
      isWanted = true;
      sending ??= send()
        .catch((error) => log.warn({ key, error }, "the checkpoint was not stored"))
        .finally(() => {
          sending = null;
        });
    },
    settled: async () => {
      await sending;
    },
    remove: () => storage.remove(key),
  };
}

import type { Db } from "@nauplius/db";
import type { VignettePool } from "@nauplius/pipelines";
import type { Producer } from "@nauplius/queue";
import type { Executor, Log } from "@nauplius/services";
import type { Storage } from "@nauplius/storage";
import type { WorkerEnv } from "../env.ts";

/** What every job's handler is given. */
export type Dependencies = Executor & {
  readonly env: WorkerEnv;
  readonly storage: Storage;
  readonly queue: Producer;
  /** Processes that decode images: one pool for all jobs. */
  readonly vignettes: VignettePool;
  readonly log: Log;
  readonly db: Db;
};

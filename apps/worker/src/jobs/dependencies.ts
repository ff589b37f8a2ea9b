import type { Db } from "@nauplius/db";
import type { Producer } from "@nauplius/queue";
import type { Executor, Log } from "@nauplius/services";
import type { Storage } from "@nauplius/storage";
import type { WorkerEnv } from "../env.ts";

/** What every job's handler is given. */
export type Dependencies = Executor & {
  readonly env: WorkerEnv;
  readonly storage: Storage;
  readonly queue: Producer;
  readonly log: Log;
  readonly db: Db;
};

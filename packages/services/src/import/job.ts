import type { Db, Tx } from "@nauplius/db";
import type { Clock } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import type { Log } from "../context.ts";
import type { RunHandle } from "../run/execute.ts";
import type { Outcome } from "../verb.ts";
import type { ImportInput } from "./input.ts";
import type { Located } from "./locate.ts";
import type { ImportPorts } from "./ports.ts";

/** What the worker, or the command line, gives an import to work with. */
export type ImportDependencies = {
  readonly db: Db;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
  readonly ports: ImportPorts;
  /** Allowed root of server paths; null: there is none. */
  readonly importRoot: string | null;
  /** Bytes that must stay free on the disk. */
  readonly reserveBytes: number;
  /** Where the batch comes from, when it is made on the spot; asked for once, before the check. */
  readonly locate?: () => Promise<Outcome<Located>>;
  /** Rows in one transaction of the load. */
  readonly chunkRows?: number;
};

/** One import at work. */
export type ImportJob = ImportDependencies & { readonly handle: RunHandle; readonly input: ImportInput };

/** A transaction of a worker that still has the run: one that was silent too long, and whose run another took up, writes nothing more. */
export const whileHeld = <T>(job: Pick<ImportJob, "db" | "handle">, work: (tx: Tx) => Promise<T>): Promise<T> =>
  job.db.transaction(async (tx) => {
    await job.handle.hold(tx);
    return work(tx);
  });

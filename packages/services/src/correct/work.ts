import type { Db } from "@nauplius/db";
import type { BatchId, Clock, ProjectId, UserId } from "@nauplius/domain";
import { z } from "zod";
import type { RunHandle } from "../run/execute.ts";

/** One correction at work. */
export type Work = {
  readonly db: Db;
  readonly clock: Clock;
  readonly handle: RunHandle;
  readonly project: ProjectId;
  readonly batch: BatchId;
  readonly by: UserId | null;
};

/** Objects changed in one transaction: short enough that labels do not wait. */
export const chunk = 5_000;

/** Where a correction in chunks goes on. `made`: the trash or project that it makes. */
export const cursor = z.object({ at: z.int().default(0), changed: z.int().default(0), made: z.int().nullable().default(null) });

/** Works through ids in chunks; each chunk and its place in one transaction. Answers what changed in all. */
export async function inChunks(
  work: Work,
  step: string,
  ids: readonly number[],
  change: (tx: Parameters<Parameters<Db["transaction"]>[0]>[0], part: readonly number[]) => Promise<number>,
): Promise<number> {
  let place = cursor.parse(work.handle.run.cursor);
  while (place.at < ids.length) {
    work.handle.signal.throwIfAborted();
    const part = ids.slice(place.at, place.at + chunk);
    const from = place;
    place = await work.db.transaction(async (tx) => {
      const next = { ...from, at: from.at + part.length, changed: from.changed + (await change(tx, part)) };
      await work.handle.save(tx, next);
      return next;
    });
    work.handle.progress({ step, done: place.at, total: ids.length });
  }
  return place.changed;
}

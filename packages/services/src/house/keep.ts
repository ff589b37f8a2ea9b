import { clearOldTargets, type Db, takeTurn } from "@nauplius/db";
import type { Clock } from "@nauplius/domain";
import type { Producer } from "@nauplius/queue";
import type { Storage } from "@nauplius/storage";
import type { Log } from "../context.ts";
import { daysBefore } from "../correct/expiry.ts";
import { purgeExpired } from "../correct/purge.ts";
import { askComparisons } from "../learn/compare/ask.ts";
import { removeLostScans } from "../segment/keep.ts";
import { removeOldFiles } from "./exports.ts";

const hourMs = 3_600_000;
const tasks = [
  // Once a day counts; asked each hour, since the machine may sleep at midnight.
  { job: "countUsage", everyMs: hourMs },
  { job: "keepHouse", everyMs: hourMs },
  { job: "compactPacks", everyMs: 24 * hourMs },
] as const;

/** Called by every worker's sweep: of all of them, one enqueues each regular job when it is due. */
export async function sweepHouse(d: { db: Db; queue: Producer; clock: Clock }): Promise<void> {
  for (const { job, everyMs } of tasks) if (await takeTurn(d.db, job, d.clock.now(), everyMs)) await d.queue.enqueue(job, {});
}

/** The hourly round: trash and export files past their time, scans of which nothing is left, leavings of corrections, comparisons that are out of date. */
export async function keepHouse(d: { db: Db; storage: Storage; clock: Clock; log: Log; queue: Producer }): Promise<void> {
  const objects = await purgeExpired(d.db, d.clock);
  const files = (await removeOldFiles(d)) + (await removeLostScans(d));
  await clearOldTargets(d.db, daysBefore(d.clock.now(), 1));
  await askComparisons(d, null);
  if (objects > 0 || files > 0) d.log.info({ objects, files }, "house kept");
}

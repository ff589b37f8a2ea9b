import { type Db, noteRemoved, oldExports } from "@nauplius/db";
import type { Clock } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { daysBefore } from "../correct/expiry.ts";

/** Days that the files of an export are kept. */
export const exportDays = 30;

/** Removes the files of old exports; their runs stay, and say so. */
export async function removeOldExports(d: { db: Db; storage: Storage; clock: Clock }): Promise<number> {
  const now = d.clock.now();
  let removed = 0;
  for (
    let old = await oldExports(d.db, daysBefore(now, exportDays));
    old.length > 0;
    old = await oldExports(d.db, daysBefore(now, exportDays))
  ) {
    for (const { id } of old) {
      for await (const { key } of d.storage.list(`exports/run-${id}`)) await d.storage.remove(key);
      await noteRemoved(d.db, id, now);
      removed += 1;
    }
  }
  return removed;
}

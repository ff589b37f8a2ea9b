import { type Db, noteRemoved, oldRuns, spacelessRuns } from "@nauplius/db";
import type { Clock, RunId } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { daysBefore } from "../correct/expiry.ts";

/** Days that the files of an export, plates, and counted quantities, are kept. */
export const exportDays = 30;

type House = { readonly db: Db; readonly storage: Storage; readonly clock: Clock };

/** Removes the files of old exports, plates and counts, and of spaces that are gone; their runs stay, and say so. */
export async function removeOldFiles(d: House): Promise<number> {
  const now = d.clock.now();
  const old = daysBefore(now, exportDays);
  return (
    (await removeFiles(d, "exports", () => oldRuns(d.db, "exportProject", old))) +
    (await removeFiles(d, "plates", () => oldRuns(d.db, "drawPlate", old))) +
    (await removeFiles(d, "quantities", () => oldRuns(d.db, "countQuantities", old))) +
    (await removeFiles(d, "spaces", () => spacelessRuns(d.db, daysBefore(now, 1))))
  );
}

async function removeFiles(d: House, folder: string, next: () => Promise<readonly { readonly id: RunId }[]>): Promise<number> {
  let removed = 0;
  for (let runs = await next(); runs.length > 0; runs = await next()) {
    for (const { id } of runs) {
      for await (const { key } of d.storage.list(`${folder}/run-${id}`)) await d.storage.remove(key);
      await noteRemoved(d.db, id, d.clock.now());
      removed += 1;
    }
  }
  return removed;
}

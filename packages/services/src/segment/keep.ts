import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { deleteKeptScan, lostScans, putKeptScan } from "@nauplius/db";
import type { ImportDependencies } from "../import/job.ts";
import { whileHeld } from "../import/job.ts";
import type { RunHandle } from "../run/execute.ts";
import type { ScanTiles } from "./ports.ts";

/** Keeps a scan in full resolution, so that objects can be looked at and divided where they lie in it. A run done again writes the same. Where the
 *  disk has no room for it the objects come in all the same, and the run says so. */
export async function keepScan(
  d: Pick<ImportDependencies, "db" | "storage" | "reserveBytes">,
  handle: RunHandle,
  scan: ScanTiles,
): Promise<void> {
  const { path, width, height, side, ends } = scan;
  const free = await d.storage.free();
  if (free !== null && free - (ends.at(-1) ?? 0) < d.reserveBytes) {
    await handle.note("the scan is not kept, the disk has too little room: its objects are separated on their vignettes", "warning");
    return;
  }
  const little = new Uint8Array(4 * ends.length);
  const view = new DataView(little.buffer);
  ends.forEach((end, n) => {
    view.setUint32(4 * n, end, true);
  });
  const row = { key: `scans/run-${handle.run.id}`, width, height, side, ends: little };
  const put = (bytes: number) => whileHeld({ db: d.db, handle }, (tx) => putKeptScan(tx, handle.run.id, row, bytes));
  await put(0);
  const { bytes } = await d.storage.write(row.key, createReadStream(path));
  await put(bytes);
  await rm(path);
}

/** Removes scans of which no acquisition is left. Answers how many. */
export async function removeLostScans(d: Pick<ImportDependencies, "db" | "storage">): Promise<number> {
  const lost = await lostScans(d.db);
  for (const { run, key } of lost) {
    await d.storage.remove(key);
    await deleteKeptScan(d.db, run);
  }
  return lost.length;
}

import { readdirSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { dumpDatabase } from "@nauplius/db/backup/dump";
import { databaseSize, type MigrationStatus } from "@nauplius/db/migrate/status";
import type { DataFolder } from "./data-folder.ts";

const KEPT = 3;

/** Before an older embedded database is migrated its rows are written aside, unless the disk has no room for them. */
export async function dumpBefore(
  status: MigrationStatus,
  databaseUrl: string,
  folder: DataFolder,
  say: (text: string) => void,
): Promise<void> {
  if (status.applied.length === 0 || status.pending.length === 0) return;
  const size = await databaseSize(databaseUrl);
  const disk = statfsSync(folder.root);
  if (disk.bavail * disk.bsize < size / 2) {
    say(`No dump is made before migrating: the database holds ${Math.ceil(size / 1e9)} GB and the disk has no room for it.`);
    return;
  }
  const name = `${new Date().toISOString().replaceAll(":", "-")}-before-${status.pending[0]}`;
  say(`The database is older than this version: its rows are written to ${join(folder.dumps, name)} before it is migrated.`);
  await dumpDatabase(databaseUrl, join(folder.dumps, name));
  const old = readdirSync(folder.dumps).sort().slice(0, -KEPT);
  for (const dump of old) rmSync(join(folder.dumps, dump), { recursive: true });
}

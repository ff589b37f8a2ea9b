import { readdirSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { dumpDatabase } from "@nauplius/db/backup/dump";
import { applyMigrations, checkHistory } from "@nauplius/db/migrate";
import { databaseSize, type MigrationStatus, migrationStatus } from "@nauplius/db/migrate/status";
import type { DataFolder } from "./data-folder.ts";
import type { OpenDatabase } from "./database.ts";

const KEPT = 3;

/** Migrates; refuses a newer database. Says what it did. */
export async function bringUpToDate({ url, embedded }: OpenDatabase, folder: DataFolder, say: (text: string) => void): Promise<void> {
  await checkHistory(url);
  if (embedded) await dumpBefore(await migrationStatus(url), url, folder, say);
  const applied = await applyMigrations(url);
  if (applied.length > 0) say(`The database was brought up to date (${applied.length} migrations).`);
}

/** Before an older embedded database is migrated its rows are written aside, unless the disk has no room for them. */
async function dumpBefore(status: MigrationStatus, databaseUrl: string, folder: DataFolder, say: (text: string) => void): Promise<void> {
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

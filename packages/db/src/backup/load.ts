import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { applyMigrations } from "../migrate/apply.ts";
import { defaultMigrationsDir, migrationNames } from "../migrate/migrations.ts";
import { migrationStatus } from "../migrate/status.ts";
import { DatabaseProblem } from "../problem.ts";
import { listTables, withoutForeignKeys } from "./catalogue.ts";
import { type DumpManifest, readManifest } from "./manifest.ts";

export type LoadOptions = { signal?: AbortSignal; onTable?: (name: string, rows: number) => void };

/** Loads a dump into an empty database, in one transaction, and brings it to the newest migration. */
export async function loadDump(connectionString: string, folder: string, options: LoadOptions = {}): Promise<DumpManifest["tables"]> {
  const manifest = await readManifest(folder);
  await reachShapeOf(manifest, connectionString, folder);
  const client = new pg.Client({ connectionString, application_name: "nauplius-restore" });
  await client.connect();
  try {
    await client.query("BEGIN");
    await refuseFilled(client);
    await withoutForeignKeys(client, () => loadTables(client, manifest, folder, options));
    for (const { name, value } of manifest.sequences) {
      await client.query("SELECT setval(to_regclass('public.' || quote_ident($1)), $2::bigint)", [name, value]);
    }
    await client.query("COMMIT");
    await client.query("ANALYZE");
  } finally {
    await client.end();
  }
  await applyMigrations(connectionString);
  return manifest.tables;
}

/** The dump's migrations and no later ones: later ones may change what the dump's columns mean. */
async function reachShapeOf({ migrations }: DumpManifest, connectionString: string, folder: string): Promise<void> {
  const known = migrationNames(defaultMigrationsDir);
  const newer = migrations.filter((name) => !known.includes(name));
  if (newer.length > 0) {
    throw new DatabaseProblem(
      `${folder} comes from a newer version of Nauplius (it has migration ${newer.at(-1)}): restore it with that version.`,
    );
  }
  await applyMigrations(connectionString, defaultMigrationsDir, migrations);
  const { applied } = await migrationStatus(connectionString);
  if (applied.length !== migrations.length) {
    throw new DatabaseProblem(`The database has migrations that ${folder} has not: restore into a new, empty database.`);
  }
}

async function refuseFilled(client: pg.Client): Promise<void> {
  for (const { name, quoted } of await listTables(client)) {
    await client.query(`LOCK TABLE ${quoted} IN ACCESS EXCLUSIVE MODE`);
    const first = await client.query(`SELECT 1 FROM ${quoted} LIMIT 1`);
    if (first.rowCount !== 0) throw new DatabaseProblem(`The database is not empty (table ${name} has rows): restore into a new instance.`);
  }
}

async function loadTables(client: pg.Client, manifest: DumpManifest, folder: string, { signal, onTable }: LoadOptions): Promise<void> {
  for (const { name, columns, rows, file } of manifest.tables) {
    const list = columns.map((column) => pg.escapeIdentifier(column)).join(", ");
    const into = client.query(copyFrom(`COPY ${pg.escapeIdentifier(name)} (${list}) FROM STDIN`));
    await pipeline(createReadStream(join(folder, file)), createGunzip(), into, { signal });
    if (into.rowCount !== rows)
      throw new DatabaseProblem(`${join(folder, file)} holds ${into.rowCount} rows and the manifest says ${rows}: the dump is damaged.`);
    onTable?.(name, rows);
  }
}

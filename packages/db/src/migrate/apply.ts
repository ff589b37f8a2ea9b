import { randomUUID } from "node:crypto";
import pg from "pg";
import { DatabaseProblem } from "../problem.ts";
import { defaultMigrationsDir, readMigration } from "./migrations.ts";
import { migrationStatus } from "./status.ts";

/** Any number; held by the one who migrates. */
const LOCK = 7_463_002;

/** Brings the database to the newest migration; returns the names that it applied. Two at a time wait for each other.
 *  @param only - names to stop at, for loading an older dump into its own shape */
export async function applyMigrations(connectionString: string, migrationsDir = defaultMigrationsDir, only?: string[]): Promise<string[]> {
  const guard = new pg.Client({ connectionString, application_name: "nauplius-migrate-lock" });
  await guard.connect();
  try {
    await guard.query("SELECT pg_advisory_lock($1)", [LOCK]);
    const { pending } = await checkHistory(connectionString, migrationsDir);
    return await runPending(guard, migrationsDir, only === undefined ? pending : pending.filter((name) => only.includes(name)));
  } finally {
    await guard.end();
  }
}

/** Refuses what must not be migrated by this program. */
export async function checkHistory(connectionString: string, migrationsDir = defaultMigrationsDir): Promise<{ pending: string[] }> {
  const status = await migrationStatus(connectionString, migrationsDir);
  if (status.unknown.length > 0) {
    throw new DatabaseProblem(
      `The database is newer than this program (it has migration ${status.unknown.at(-1)}): start the newer version of Nauplius.`,
    );
  }
  if (status.failed.length > 0) {
    throw new DatabaseProblem(
      `Migration ${status.failed.join(", ")} failed half way earlier: restore the dump made before it, or repair it with prisma migrate resolve.`,
    );
  }
  if (status.edited.length > 0) {
    throw new DatabaseProblem(`Migration ${status.edited.join(", ")} was edited after it was applied: restore the released file.`);
  }
  return { pending: status.pending };
}

/** Prisma's own table, so that `prisma migrate deploy` and these statements leave the same history. */
const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text,
  rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

/** Each migration and its line of history in one transaction: it is there whole or not at all. One that waits behind somebody's lock
 *  gives up rather than freezing everybody behind itself. */
async function runPending(client: pg.Client, migrationsDir: string, names: readonly string[]): Promise<string[]> {
  await client.query("SET lock_timeout = '10s'");
  await client.query(historyTable);
  for (const name of names) {
    const script = readMigration(migrationsDir, name);
    try {
      await client.query("BEGIN");
      await client.query(script.sql);
      await client.query(
        "INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), clock_timestamp(), 1)",
        [randomUUID(), script.checksum, name],
      );
      await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK").catch(() => undefined);
      throw new DatabaseProblem(`A migration failed: ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
  return [...names];
}

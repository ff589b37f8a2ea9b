import pg from "pg";
import { DatabaseProblem } from "../problem.ts";
import { withEngine } from "./engine.ts";
import { defaultMigrationsDir, loadMigrations } from "./migrations.ts";
import { migrationStatus } from "./status.ts";

/** Any number; held by the one who migrates. */
const LOCK = 7_463_002;
const noFilters = { externalTables: [], externalEnums: [] };

/** Brings the database to the newest migration; returns the names that it applied. Two at a time wait for each other.
 *  @param only - names to stop at, for loading an older dump into its own shape */
export async function applyMigrations(connectionString: string, migrationsDir = defaultMigrationsDir, only?: string[]): Promise<string[]> {
  const guard = new pg.Client({ connectionString, application_name: "nauplius-migrate-lock" });
  await guard.connect();
  try {
    await guard.query("SELECT pg_advisory_lock($1)", [LOCK]);
    const { pending } = await checkHistory(connectionString, migrationsDir);
    if (pending.every((name) => only && !only.includes(name))) return [];
    return await runPending(connectionString, migrationsDir, only);
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

/** A migration that waits behind somebody's lock gives up rather than freezing everybody behind itself. */
async function runPending(connectionString: string, migrationsDir: string, only?: string[]): Promise<string[]> {
  const url = new URL(connectionString);
  url.searchParams.set("options", "-c lock_timeout=10s");
  const list = loadMigrations(migrationsDir);
  const migrationDirectories = list.migrationDirectories.filter(({ path }) => only?.includes(path) ?? true);
  const input = { migrationsList: { ...list, migrationDirectories }, filters: noFilters };
  try {
    const applied = await withEngine(url.toString(), null, (engine) => engine.applyMigrations(input));
    return applied.appliedMigrationNames;
  } catch (error) {
    throw new DatabaseProblem(`A migration failed: ${describe(error)}`, { cause: error });
  }
}

/** The engine appends a trace of itself, which holds the migration's name. */
function describe(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const name = /migration_name="([^"]+)"/.exec(text)?.[1];
  const reason =
    text
      .split(/\n\s+0: /)[0]
      ?.replaceAll(/\s*\n\s*/g, " ")
      .trim() ?? text;
  return name ? `${name}: ${reason}` : reason;
}

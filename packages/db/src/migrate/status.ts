import pg from "pg";
import { defaultMigrationsDir, migrationNames, readMigration } from "./migrations.ts";

export type MigrationStatus = {
  applied: string[];
  pending: string[];
  /** Applied, but not among our files: the database is newer than the program. */
  unknown: string[];
  failed: string[];
  /** Applied from a text other than our file's. */
  edited: string[];
};

type Row = { migration_name: string; checksum: string; finished: boolean };

/** Read from Prisma's own table, `_prisma_migrations`. */
export async function migrationStatus(connectionString: string, migrationsDir = defaultMigrationsDir): Promise<MigrationStatus> {
  const rows = await readTable(connectionString);
  const names = migrationNames(migrationsDir);
  const applied = rows.filter((row) => row.finished);
  const appliedNames = new Set(applied.map((row) => row.migration_name));
  return {
    applied: [...appliedNames],
    pending: names.filter((name) => !appliedNames.has(name)),
    unknown: [...appliedNames].filter((name) => !names.includes(name)),
    failed: rows.filter((row) => !row.finished).map((row) => row.migration_name),
    edited: applied
      .filter((row) => names.includes(row.migration_name) && row.checksum !== readMigration(migrationsDir, row.migration_name).checksum)
      .map((row) => row.migration_name),
  };
}

/** Bytes on disk. */
export function databaseSize(connectionString: string): Promise<number> {
  return withClient(connectionString, async (client) => {
    const answer = await client.query<{ size: string }>("SELECT pg_database_size(current_database())::text AS size");
    return Number(answer.rows[0]?.size ?? 0);
  });
}

/** `PostgreSQL 18.4 on …` */
export function serverVersion(connectionString: string): Promise<string> {
  return withClient(connectionString, async (client) => {
    const answer = await client.query<{ version: string }>("SELECT version()");
    return answer.rows[0]?.version ?? "";
  });
}

function readTable(connectionString: string): Promise<Row[]> {
  return withClient(connectionString, async (client) => {
    const table = await client.query<{ found: boolean }>("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found");
    if (!table.rows[0]?.found) return [];
    const rows = await client.query<Row>(
      "SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at",
    );
    return rows.rows;
  });
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

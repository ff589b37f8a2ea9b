import { join } from "node:path";
import { type EmbeddedServer, startEmbedded } from "@nauplius/db/embedded";
import { migrationStatus } from "@nauplius/db/migrate/status";
import { DatabaseProblem } from "@nauplius/db/problem";
import type { CliEnv } from "../env.ts";
import type { DataFolder } from "./data-folder.ts";
import type { Secrets } from "./secrets.ts";

export type OpenDatabase = { url: string; embedded: EmbeddedServer | null };

/** DATABASE_URL when it is set, else the PostgreSQL of the data folder. */
export async function openDatabase(env: CliEnv, folder: DataFolder, secrets: Secrets): Promise<OpenDatabase> {
  if (env.DATABASE_URL !== undefined) {
    await checkReachable(env.DATABASE_URL);
    return { url: env.DATABASE_URL, embedded: null };
  }
  const logFile = join(folder.logs, "postgres.log");
  const embedded = await startEmbedded({ dir: folder.postgres, logFile, password: secrets.databasePassword });
  return { url: embedded.url, embedded };
}

async function checkReachable(url: string): Promise<void> {
  try {
    await migrationStatus(url);
  } catch (error) {
    const { host, pathname } = new URL(url);
    const reason = error instanceof Error ? error.message || ("code" in error ? String(error.code) : error.name) : String(error);
    throw new DatabaseProblem(`The database ${pathname.slice(1)} on ${host} (DATABASE_URL) cannot be opened: ${reason}`);
  }
}

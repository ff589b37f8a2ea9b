import { databaseUrl, ensureDatabase } from "@nauplius/db/embedded/databases";
import { startTemporary } from "@nauplius/db/embedded/temporary";
import { applyMigrations } from "@nauplius/db/migrate";
import type { TestProject } from "vitest/node";

export const TEMPLATE = "nauplius_template";

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One server for all test files; each copies the migrated template instead of migrating again. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTemporary();
  try {
    await ensureDatabase(server.url, TEMPLATE);
    await applyMigrations(databaseUrl(server.url, TEMPLATE));
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("postgresUrl", server.url);
  return server.stop;
}

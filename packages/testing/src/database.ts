import { randomUUID } from "node:crypto";
import { copyDatabase, dropDatabase } from "@nauplius/db/embedded/databases";
import { inject } from "vitest";
import { TEMPLATE } from "./setup/postgres.ts";

export type TemporaryDatabase = { url: string; dispose: () => Promise<void> };

/** A migrated, empty database of one's own; for the test projects `db` and `queue`. Call once in a file's `beforeAll`. */
export async function temporaryDatabase(): Promise<TemporaryDatabase> {
  const server = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const url = await copyDatabase(server, name, TEMPLATE);
  return { url, dispose: () => dropDatabase(server, name) };
}

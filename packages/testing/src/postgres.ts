import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedServer, startEmbedded } from "@nauplius/db/embedded";
import { applyMigrations } from "@nauplius/db/migrate";

/** A PostgreSQL of a test's own that can be stopped in the middle and started again where it was. */
export type RestartablePostgres = {
  readonly url: string;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly dispose: () => Promise<void>;
};

export async function restartablePostgres(): Promise<RestartablePostgres> {
  const folder = mkdtempSync(join(tmpdir(), "nauplius-restartable-"));
  // As root another account runs the server and must be able to enter.
  chmodSync(folder, 0o711);
  const options = { dir: join(folder, "cluster"), logFile: join(folder, "postgres.log"), password: "of-one-test", durable: false };
  let server: EmbeddedServer | null = await startEmbedded(options);
  const { url } = server;
  await applyMigrations(url);
  const stop = async () => {
    await server?.stop();
    server = null;
  };
  return {
    url,
    stop,
    start: async () => {
      server ??= await startEmbedded(options);
      if (server.url !== url) throw new Error("PostgreSQL came back at another address");
    },
    dispose: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

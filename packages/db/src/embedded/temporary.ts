import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedServer, startEmbedded } from "./start.ts";

/** A server for tests and tools: fast, not safe, gone after `stop`. */
export async function startTemporary(): Promise<EmbeddedServer> {
  const folder = mkdtempSync(join(tmpdir(), "nauplius-postgres-"));
  // As root another account runs the server and must be able to enter.
  chmodSync(folder, 0o711);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const password = randomBytes(16).toString("hex");
    const server = await startEmbedded({ dir: join(folder, "cluster"), logFile: join(folder, "postgres.log"), password, durable: false });
    const stop = async () => {
      await server.stop();
      remove();
    };
    return { ...server, stop, release: stop };
  } catch (error) {
    remove();
    throw error;
  }
}

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Null where there is no Redis. */
    redisUrl: string | null;
  }
}

/** REDIS_URL, or a server of our own where `redis-server` is installed, or none. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.REDIS_URL;
  const isInstalled = spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status === 0;
  if (given || !isInstalled) {
    if (!given) console.warn("redis-server is not installed and REDIS_URL is not set: the queue is tested on PostgreSQL only");
    project.provide("redisUrl", given ?? null);
    return async () => undefined;
  }
  const { url, stop } = await startRedis();
  project.provide("redisUrl", url);
  return stop;
}

export async function startRedis(): Promise<{ url: string; pid: number | undefined; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "nauplius-redis-"));
  const port = await freePort();
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--maxmemory-policy", "noeviction"];
  const server = spawn("redis-server", options, { stdio: "ignore" });
  await untilListening(port);
  const stop = async () => {
    if (server.exitCode === null) {
      server.kill("SIGTERM");
      await once(server, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `redis://127.0.0.1:${port}`, pid: server.pid, stop };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("this machine has no free port on 127.0.0.1");
  return address.port;
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await sleep(50);
  }
  throw new Error(`redis-server does not listen on port ${port}`);
}

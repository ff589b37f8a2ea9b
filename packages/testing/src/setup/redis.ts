import { spawnSync } from "node:child_process";
import type { TestProject } from "vitest/node";
import { startRedis } from "../redis.ts";

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

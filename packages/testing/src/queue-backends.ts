import { inject } from "vitest";
import type {} from "./setup/redis.ts";

export type QueueBackend = { name: "postgres"; redisUrl: undefined } | { name: "redis"; redisUrl: string };

/** For `describe.each(queueBackends())`: PostgreSQL always, Redis where there is one. */
export function queueBackends(): QueueBackend[] {
  const redisUrl = inject("redisUrl");
  const postgres: QueueBackend = { name: "postgres", redisUrl: undefined };
  return redisUrl === null ? [postgres] : [postgres, { name: "redis", redisUrl }];
}

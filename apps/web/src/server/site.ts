import "server-only";
import { connect, type Db } from "@nauplius/db";
import { openProducer, type Producer } from "@nauplius/queue";
import { localStorage, type Storage, s3Storage } from "@nauplius/storage";
import pino, { type Logger } from "pino";
import { env } from "./env.ts";

export type Site = { readonly db: Db; readonly storage: Storage; readonly queue: Producer; readonly log: Logger };

function openStorage(): Storage {
  const e = env();
  if (e.S3_BUCKET !== undefined && e.S3_ENDPOINT !== undefined)
    return s3Storage({
      endpoint: e.S3_ENDPOINT,
      region: e.S3_REGION,
      bucket: e.S3_BUCKET,
      accessKeyId: e.S3_ACCESS_KEY_ID ?? "",
      secretAccessKey: e.S3_SECRET_ACCESS_KEY ?? "",
    });
  if (e.STORAGE_DIR === undefined) throw new Error("set STORAGE_DIR, or S3_ENDPOINT and S3_BUCKET: vignettes need a place");
  return localStorage(e.STORAGE_DIR);
}

function open(): Site {
  const e = env();
  const log = pino({ level: e.LOG_LEVEL, base: { app: "web" } });
  const db = connect(e.DATABASE_URL, { applicationName: "nauplius-web" });
  const queue = openProducer({ databaseUrl: e.DATABASE_URL, redisUrl: e.REDIS_URL }, (error) => log.warn({ error }, "queue"));
  return { db, storage: openStorage(), queue, log };
}

// Next bundles this module once for pages and once for routes; the process still has one pool.
const kept = globalThis as typeof globalThis & { naupliusSite?: Site };

export function site(): Site {
  kept.naupliusSite ??= open();
  return kept.naupliusSite;
}

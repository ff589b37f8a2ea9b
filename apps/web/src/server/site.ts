import "server-only";
import { connect, type Db, openRunEvents, type RunEvents } from "@nauplius/db";
import { openProducer, type Producer } from "@nauplius/queue";
import { logOptions, type SiteSettings } from "@nauplius/services";
import { openStorage, type Storage } from "@nauplius/storage";
import pino, { type Logger } from "pino";
import { env } from "./env.ts";
import { openMail } from "./mail.ts";

export type Site = {
  readonly db: Db;
  readonly storage: Storage;
  readonly queue: Producer;
  readonly events: RunEvents;
  readonly log: Logger;
};

function open(): Site {
  const e = env();
  const log = pino(logOptions("web", e.LOG_LEVEL));
  const db = connect(e.DATABASE_URL, { applicationName: "nauplius-web" });
  const queue = openProducer({ databaseUrl: e.DATABASE_URL, redisUrl: e.REDIS_URL }, (error) => log.warn({ error }, "queue"));
  const events = openRunEvents(e.DATABASE_URL, (error) => log.warn({ error }, "events"));
  return { db, storage: openStorage(e), queue, events, log };
}

// Next bundles this module once for pages and once for routes; the process still has one pool.
const kept = globalThis as typeof globalThis & { naupliusSite?: Site; naupliusSettings?: SiteSettings };

export function site(): Site {
  kept.naupliusSite ??= open();
  return kept.naupliusSite;
}

export function settings(): SiteSettings {
  const { BASE_URL, ALLOW_REGISTRATION, IMPORT_ROOT } = env();
  kept.naupliusSettings ??= {
    baseUrl: new URL(BASE_URL).origin,
    registration: ALLOW_REGISTRATION,
    mail: openMail(),
    importRoot: IMPORT_ROOT ?? null,
  };
  return kept.naupliusSettings;
}

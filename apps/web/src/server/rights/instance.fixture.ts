import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connect, type Db } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { openProducer } from "@nauplius/queue";
import { localStorage } from "@nauplius/storage";
import type { TestSite } from "@nauplius/testing/factories";
import { restartablePostgres } from "@nauplius/testing/postgres";

const webFolder = fileURLToPath(new URL("../../../", import.meta.url));
const build = join(webFolder, process.env.NEXT_DIST_DIR ?? ".next");
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export type Instance = {
  readonly url: string;
  /** The same database and store, past the web. */
  readonly site: TestSite;
  /** A hash of all rows that a request of somebody without the right could change. */
  readonly fingerprint: () => Promise<string>;
  /** What the web wrote so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

/** The built pages as a process, as they are run for people, on a database and a folder of their own. No worker: what is asked for waits. */
export async function startWeb(): Promise<Instance> {
  if (!existsSync(join(build, "BUILD_ID"))) throw new Error("the pages are not built: `node apps/cli/bootstrap.mjs build` builds them");
  const folder = mkdtempSync(join(tmpdir(), "nauplius-web-"));
  const postgres = await restartablePostgres();
  const url = `http://127.0.0.1:${await freePort()}`;
  const db = connect(postgres.url, { max: 8 });
  const storage = localStorage(folder);
  await storage.probe();
  const queue = openProducer({ databaseUrl: postgres.url, redisUrl: undefined }, () => undefined);
  const logFile = join(folder, "web.log");
  const log = openSync(logFile, "a");
  const web = spawn(process.execPath, ["server.mjs", "-H", "127.0.0.1", "-p", new URL(url).port], {
    cwd: webFolder,
    stdio: ["ignore", log, log],
    env: {
      ...{
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NEXT_DIST_DIR: process.env.NEXT_DIST_DIR,
        NEXT_TELEMETRY_DISABLED: "1",
        TZ: "UTC",
      },
      ...{ NODE_ENV: "production", DATABASE_URL: postgres.url, STORAGE_DIR: folder, BASE_URL: url, LOG_LEVEL: "info" },
      ...{ AUTH_SECRET: "of-one-test-0123456789abcdef0123456789", DISK_RESERVE_GB: "0" },
    },
  });
  closeSync(log);
  const stop = async () => {
    if (web.exitCode === null && web.signalCode === null) {
      web.kill("SIGKILL");
      await once(web, "exit");
    }
    await queue.close();
    await db.close();
    await storage.close();
    await postgres.dispose();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilHealthy(url, () => web.exitCode !== null);
  } catch (error) {
    await stop();
    throw error;
  }
  const clock = { now: () => new Date() };
  const settings = { baseUrl: url, registration: false, mail: null };
  const as: TestSite["as"] = (actor) => ({ db, storage, queue, clock, log: silent, actor, requestId: "test", settings });
  return { url, site: { db, as, dispose: stop }, fingerprint: () => fingerprintOf(db), log: () => readFileSync(logFile, "utf8"), stop };
}

async function untilHealthy(url: string, hasEnded: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (hasEnded()) throw new Error("the web ended before it answered");
    if (
      await fetch(`${url}/api/health`).then(
        (r) => r.ok,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  throw new Error("the web did not answer within a minute");
}

/** Coming in and being counted change these for everybody. */
const passing = ["session", "api_token", "rate_limit", "_prisma_migrations"];

async function fingerprintOf(db: Db): Promise<string> {
  const tables = await db.rows<{ name: string }>(
    sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`,
  );
  const hash = createHash("sha256");
  for (const { name } of tables.filter((t) => !passing.includes(t.name))) {
    const statement = {
      text: `select count(*) as n, coalesce(sum(hashtextextended(t::text, 0)), 0)::text as h from "${name}" t`,
      values: [],
    };
    hash.update(`${name} ${JSON.stringify((await db.pool.query(statement)).rows)}\n`);
  }
  return hash.digest("hex");
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("this machine has no free port on 127.0.0.1");
  return address.port;
}

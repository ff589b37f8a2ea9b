import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@nauplius/db";
import { checkHistory } from "@nauplius/db/migrate";
import { DatabaseProblem } from "@nauplius/db/problem";
import { openProducer } from "@nauplius/queue";
import { type Context, logOptions, type SiteSettings } from "@nauplius/services";
import { openStorage, type Storage } from "@nauplius/storage";
import pino from "pino";
import { type CliEnv, readEnv } from "./env.ts";
import { type Supervised, supervise } from "./launcher/child.ts";
import { type DataFolder, dataFolder, ensureDataFolder } from "./launcher/data-folder.ts";
import { type OpenDatabase, openDatabase } from "./launcher/database.ts";
import { environmentOf, storageOf } from "./launcher/environment.ts";
import { addressOf } from "./launcher/port.ts";
import { type InstanceRecord, runningInstance } from "./launcher/record.ts";
import { readOrMakeSecrets } from "./launcher/secrets.ts";
import { bringUpToDate } from "./launcher/up-to-date.ts";
import { workerFolder } from "./place.ts";

export type InstanceNeeds = {
  data: string;
  /** True when the command makes runs: where no instance runs, a worker is started for the time of the command. */
  worker: boolean;
  signal: AbortSignal;
  /** False for restore, which brings the database to the shape of the backup itself. */
  migrate?: boolean;
};

export type Instance = {
  /** Acts as the operator of the machine. */
  ctx: Context;
  databaseUrl: string;
  folder: DataFolder;
  /** Address of the pages when the instance runs, else null. */
  url: string | null;
};

/** Lends the instance of a data folder to one command: the one that runs there, or the embedded parts started for it. */
export async function withInstance<T>(needs: InstanceNeeds, work: (instance: Instance) => Promise<T>): Promise<T> {
  const env = readEnv(process.env);
  const folder = dataFolder(needs.data);
  ensureDataFolder(folder);
  const running = await settled(folder, needs.signal);
  const parts = running ? await attach(running, env) : await startParts(env, folder, needs);
  const settings = { baseUrl: env.BASE_URL ?? running?.url ?? addressOf(env.HOST, env.PORT), registration: false, mail: null };
  const { ctx, close } = contextOver(parts, storageFor(env, parts.storageDir), settings);
  try {
    return await work({ ctx, databaseUrl: parts.databaseUrl, folder, url: running?.url ?? null });
  } finally {
    await close();
    await parts.stop();
  }
}

type Opened = { databaseUrl: string; redisUrl: string | undefined; storageDir: string | undefined; stop: () => Promise<void> };

/** A launcher in the middle of starting or stopping is waited for. */
async function settled(folder: DataFolder, signal: AbortSignal): Promise<InstanceRecord | null> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const record = runningInstance(folder.instance);
    if (record === null || record.state === "running") return record;
    await sleep(200, undefined, { signal });
  }
  throw new DatabaseProblem(`Nauplius on ${folder.root} has been starting for two minutes: see ${folder.logs}.`);
}

async function attach(record: InstanceRecord, env: CliEnv): Promise<Opened> {
  const databaseUrl = record.databaseUrl ?? env.DATABASE_URL;
  if (databaseUrl === undefined) throw new DatabaseProblem("The running instance does not tell its database: stop it and start it again.");
  const { pending } = await checkHistory(databaseUrl);
  if (pending.length > 0) throw new DatabaseProblem("The running instance is older than this program: stop it and start it again.");
  return { databaseUrl, redisUrl: record.redisUrl, storageDir: record.storageDir, stop: async () => undefined };
}

async function startParts(env: CliEnv, folder: DataFolder, { worker, migrate = true }: InstanceNeeds): Promise<Opened> {
  const secrets = readOrMakeSecrets(folder.secrets);
  const database = await openDatabase(env, folder, secrets);
  try {
    if (migrate) await bringUpToDate(database, folder, (text) => process.stderr.write(`${text}\n`));
    const environment = environmentOf({ databaseUrl: database.url, url: "http://127.0.0.1", env, folder, secrets });
    const child = worker ? startWorker(environment, folder) : null;
    const stop = () => stopParts(child, database);
    return { databaseUrl: database.url, redisUrl: env.REDIS_URL, storageDir: storageOf(env, folder).STORAGE_DIR, stop };
  } catch (error) {
    await database.embedded?.release();
    throw error;
  }
}

function startWorker(env: NodeJS.ProcessEnv, folder: DataFolder): Supervised {
  const onCrash = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const args = ["--import", "tsx", "src/main.ts"];
  return supervise({ name: "worker", cwd: workerFolder, args, env, logFile: join(folder.logs, "worker.log"), onCrash });
}

async function stopParts(child: Supervised | null, database: OpenDatabase): Promise<void> {
  await child?.stop(5000);
  await database.embedded?.release();
}

/** The folder of the instance where it has one, else the bucket of the environment. */
const storageFor = (env: CliEnv, storageDir: string | undefined): Storage =>
  openStorage(storageDir === undefined ? { ...env, STORAGE_DIR: undefined } : { STORAGE_DIR: storageDir });

function contextOver(
  { databaseUrl, redisUrl }: Opened,
  storage: Storage,
  settings: SiteSettings,
): { ctx: Context; close: () => Promise<void> } {
  const log = pino(logOptions("cli", process.env.LOG_LEVEL || "warn"), pino.destination({ dest: 2, sync: true }));
  const db = connect(databaseUrl, { applicationName: "nauplius-cli", max: 5 });
  const queue = openProducer({ databaseUrl, redisUrl }, (error) => log.warn({ error }, "queue"));
  const close = async () => {
    await queue.close();
    await db.close();
    await storage.close();
  };
  const clock = { now: () => new Date() };
  return { ctx: { db, storage, queue, clock, log, actor: { kind: "system" }, requestId: randomUUID(), settings }, close };
}

import { join } from "node:path";
import type { EmbeddedServer } from "@nauplius/db/embedded";
import { DatabaseProblem } from "@nauplius/db/problem";
import type { CliEnv } from "../env.ts";
import { webFolder, workerFolder } from "../place.ts";
import { endOfLog, type Supervised, supervise } from "./child.ts";
import { type DataFolder, dataFolder, ensureDataFolder } from "./data-folder.ts";
import { type OpenDatabase, openDatabase } from "./database.ts";
import { environmentOf } from "./environment.ts";
import { addressOf, checkPort } from "./port.ts";
import { untilReady } from "./ready.ts";
import { claimInstance, releaseInstance, runningInstance, updateInstance } from "./record.ts";
import { readOrMakeSecrets } from "./secrets.ts";
import { bringUpToDate } from "./up-to-date.ts";

export type LaunchOptions = {
  data: string;
  port: number;
  host: string;
  env: CliEnv;
  signal: AbortSignal;
  say: (text: string) => void;
  /** The database is there and up to date; the pages are still to come. */
  onDatabase: (url: string) => void;
};
export type Launched = { url: string; folder: DataFolder; databaseUrl: string; stop: () => Promise<void> };

/** From nothing to a page that answers; what was begun is ended again when a step fails. */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const { port, host, signal } = options;
  const folder = dataFolder(options.data);
  const url = addressOf(host, port);
  ensureDataFolder(folder);
  refuseSecond(folder, url);
  const running: Running = { folder, database: null, children: [] };
  const stop = () => stopAll(running);
  try {
    await checkPort(port, host);
    const databaseUrl = await startDatabase(options, running);
    signal.throwIfAborted();
    options.onDatabase(databaseUrl);
    await startApplications(options, running, { url, databaseUrl });
    return { url, folder, databaseUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Running = { folder: DataFolder; database: OpenDatabase | null; children: Supervised[]; watch?: NodeJS.Timeout };

function refuseSecond(folder: DataFolder, url: string): void {
  if (claimInstance(folder.instance, url)) return;
  const other = runningInstance(folder.instance);
  throw new DatabaseProblem(
    `Nauplius already runs on ${folder.root}: see ${other?.url ?? "its terminal"}, or choose another folder with --data DIR.`,
  );
}

async function startDatabase({ env, say }: LaunchOptions, running: Running): Promise<string> {
  const secrets = readOrMakeSecrets(running.folder.secrets);
  const database = await openDatabase(env, running.folder, secrets);
  running.database = database;
  await bringUpToDate(database, running.folder, say);
  if (database.embedded) running.watch = watchDatabase(database.embedded, env, running, say);
  return database.url;
}

/** PostgreSQL survives most by itself; when the whole server was killed it is started again where it was. */
function watchDatabase(server: EmbeddedServer, env: CliEnv, running: Running, say: (text: string) => void): NodeJS.Timeout {
  let current = server;
  let isBusy = false;
  const look = async () => {
    if (isBusy || current.isAlive()) return;
    isBusy = true;
    say("The database ended and is started again.");
    const reopened = await openDatabase(env, running.folder, readOrMakeSecrets(running.folder.secrets)).catch((error: unknown) =>
      say(String(error)),
    );
    if (reopened?.embedded) {
      running.database = reopened;
      current = reopened.embedded;
    }
    isBusy = false;
  };
  return setInterval(() => void look(), 1000).unref();
}

async function startApplications(
  options: LaunchOptions,
  running: Running,
  { url, databaseUrl }: { url: string; databaseUrl: string },
): Promise<void> {
  const { env, port, host, signal, say } = options;
  const { folder } = running;
  const secrets = readOrMakeSecrets(folder.secrets);
  const environment = environmentOf({ databaseUrl, url, env, folder, secrets });
  const plan = (name: string, cwd: string, args: string[]) => ({
    name,
    cwd,
    args,
    env: environment,
    logFile: join(folder.logs, `${name}.log`),
    onCrash: say,
  });
  const web = supervise(plan("web", webFolder, ["server.mjs", "-p", String(port), "-H", host]));
  running.children = [web];
  updateInstance(folder.instance, { databaseUrl, redisUrl: env.REDIS_URL, storageDir: environment.STORAGE_DIR });
  if (!(await untilReady(url, 120_000, signal, () => web.crashes() > 2))) {
    signal.throwIfAborted();
    const log = join(folder.logs, "web.log");
    throw new DatabaseProblem(`${endOfLog(log, 20)}\nThe pages did not start: the whole log is ${log}.`);
  }
  // Only now: the page that a person waits for has the processor to itself.
  running.children.push(supervise(plan("worker", workerFolder, ["--import", "tsx", "src/main.ts"])));
  updateInstance(folder.instance, { state: "running" });
}

/** Ten seconds in all: applications first, since they still write, the database last. */
async function stopAll(running: Running): Promise<void> {
  clearInterval(running.watch);
  updateInstance(running.folder.instance, { state: "stopping" });
  await Promise.all(running.children.map((child) => child.stop(5000)));
  await running.database?.embedded?.stop(2500);
  releaseInstance(running.folder.instance);
}

import { accessSync, chownSync, closeSync, constants, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseProblem } from "../problem.ts";
import { type Account, chooseAccount } from "./account.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { diskFull, ensureCluster, SUPERUSER } from "./cluster.ts";
import { ensureDatabase } from "./databases.ts";
import { type Hold, holdServer } from "./hold.ts";
import { readPostmaster, removeStaleLock } from "./pidfile.ts";
import { choosePort } from "./port.ts";
import { launchServer, stopServer } from "./process.ts";
import { withStartLock } from "./start-lock.ts";

export type EmbeddedOptions = {
  /** Folder of the cluster; made when absent, with its parents. */
  dir: string;
  logFile: string;
  password: string;
  /** False gives up safety for speed: tests only. */
  durable?: boolean;
};

export type EmbeddedServer = {
  url: string;
  pid: number;
  /** It ran before we came: another process made it, or was killed without stopping it. */
  wasRunning: boolean;
  isAlive: () => boolean;
  /** Stops the server whoever else uses it.
   *  @param patience - ms for an orderly end, after which it is cut off and repairs itself at the next start */
  stop: (patience?: number) => Promise<void>;
  /** Stops the server unless another process uses it. */
  release: () => Promise<void>;
};

const DATABASE = "nauplius";
/** A minute: another process may be making or repairing the cluster. */
const ATTEMPTS = 240;

/** Starts the PostgreSQL that came with the npm packages on a folder, or joins the one that runs there. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  prepareFolders(options);
  const binaries = findBinaries();
  const account = chooseAccount(options.dir, binaries);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const running = readPostmaster(options.dir);
    const server = running ?? (await withStartLock(options.dir, () => launch(options, account, binaries)));
    const held = server && (await enterOrStop(server, running === null, options, binaries));
    if (held) return { url: held.url, pid: held.pid, wasRunning: running !== null, ...endings(held, options.dir, binaries) };
    await sleep(250);
  }
  throw new DatabaseProblem(`PostgreSQL in ${options.dir} neither starts nor stops: see ${options.logFile}.`);
}

function prepareFolders({ dir, logFile }: EmbeddedOptions): void {
  for (const folder of [dirname(dir), dirname(logFile)]) {
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK | constants.X_OK);
    } catch (error) {
      throw unusable(folder, error);
    }
  }
  closeSync(openSync(logFile, "a", 0o600));
}

function unusable(folder: string, error: unknown): DatabaseProblem {
  if (error instanceof Error && "code" in error && error.code === "ENOSPC") return diskFull(folder);
  return new DatabaseProblem(`The folder ${folder} is not writable: change its owner, or choose another folder (--data DIR).`);
}

/** Null when it is worth trying again. */
async function launch(options: EmbeddedOptions, account: Account, binaries: Binaries): Promise<{ pid: number; port: number } | null> {
  const { dir, logFile, password, durable = true } = options;
  // Another may have started it between our look and our lock.
  if (readPostmaster(dir)) return null;
  ensureCluster({ dir, password, durable, account, binaries });
  removeStaleLock(dir);
  if (account.uid) chownSync(logFile, account.uid, account.gid);
  const port = await choosePort(dir);
  const outcome = await launchServer({ dir, logFile, port, durable, account, binaries });
  if (outcome.kind === "ready") return { pid: outcome.pid, port };
  if (/already exists|pre-existing shared memory|could not bind|Address already in use/.test(outcome.log)) return null;
  if (/No space left/.test(outcome.log)) throw diskFull(dir);
  const fatal = /(?:FATAL|PANIC):\s*(.*)/.exec(outcome.log)?.[1] ?? "it wrote no reason";
  throw new DatabaseProblem(`PostgreSQL did not start in ${dir}: ${fatal} (see ${logFile}).`);
}

/** A server that we cannot use is not left running by us. */
async function enterOrStop(server: { pid: number; port: number }, isOurs: boolean, options: EmbeddedOptions, binaries: Binaries) {
  try {
    return await enter(server, options);
  } catch (error) {
    if (isOurs) await stopServer({ pid: server.pid, dir: options.dir, binaries, patience: 5000 });
    throw error;
  }
}

type Entered = { url: string; pid: number; hold: Hold };

async function enter({ pid, port }: { pid: number; port: number }, options: EmbeddedOptions): Promise<Entered | null> {
  const urlOf = (database: string) => `postgresql://${SUPERUSER}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`;
  try {
    await ensureDatabase(urlOf("postgres"), DATABASE);
    const hold = await holdServer(urlOf(DATABASE));
    return hold && { url: urlOf(DATABASE), pid, hold };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "28P01") {
      throw new DatabaseProblem(
        `The password in secrets.json does not open the database in ${options.dir}: restore the secrets.json that was made with it.`,
      );
    }
    // Shutting down, starting up, gone, or its database being made by a neighbour at this moment.
    if (code === "57P03" || code === "57P01" || code === "ECONNREFUSED" || code === "ECONNRESET" || code === "23505") return null;
    throw error;
  }
}

function endings({ hold, pid }: Entered, dir: string, binaries: Binaries): Pick<EmbeddedServer, "isAlive" | "stop" | "release"> {
  const stop = async (patience = 8000) => {
    await hold.letGo();
    await stopServer({ pid, dir, binaries, patience });
  };
  const release = async () => ((await hold.isLast()) ? stop() : hold.letGo());
  return { isAlive: () => readPostmaster(dir)?.pid === pid, stop, release };
}

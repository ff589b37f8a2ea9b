import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type Account, commandFor, identity, serverEnvironment } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { isAlive, readPostmaster } from "./pidfile.ts";
import { settingsFor } from "./settings.ts";

export type Launch = { dir: string; logFile: string; port: number; durable: boolean; account: Account; binaries: Binaries };
export type Outcome = { kind: "ready"; pid: number } | { kind: "exited"; log: string };

const MAX_LOG = 16 * 1024 * 1024;
/** Replaying the log after a crash may take minutes on a slow disk. */
const READY_WITHIN = 10 * 60_000;

/** A session of its own: Ctrl-C in the terminal must reach the applications first, the database last. */
export async function launchServer({ dir, logFile, port, durable, account, binaries }: Launch): Promise<Outcome> {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, "a", 0o600);
  const before = statSync(logFile).size;
  const { file, args } = commandFor(account, binaries.postgres, ["-D", dir, ...settingsFor(dir, { port, durable })]);
  const child = spawn(file, args, {
    ...identity(account),
    detached: true,
    stdio: ["ignore", log, log],
    env: serverEnvironment(),
    windowsHide: true,
  });
  closeSync(log);
  child.unref();
  let exited = false;
  child.once("exit", () => {
    exited = true;
  });
  child.once("error", () => {
    exited = true;
  });
  const deadline = Date.now() + READY_WITHIN;
  while (!exited && Date.now() < deadline) {
    const postmaster = readPostmaster(dir);
    if (postmaster?.ready && postmaster.pid === child.pid) return { kind: "ready", pid: postmaster.pid };
    await sleep(30);
  }
  return { kind: "exited", log: readFileSync(logFile).subarray(before).toString("utf8") };
}

export type Stop = { pid: number; dir: string; binaries: Binaries; patience: number };

/** Fast shutdown (clients are cut, everything is written), and when patience ends the way that the next start repairs. */
export async function stopServer({ pid, dir, binaries, patience }: Stop): Promise<void> {
  if (process.platform === "win32") {
    const seconds = String(Math.ceil(patience / 1000));
    spawnSync(binaries.pgCtl, ["stop", "-D", dir, "-m", "fast", "-t", seconds], { stdio: "ignore", windowsHide: true });
    return;
  }
  const steps = [
    ["SIGINT", patience],
    ["SIGQUIT", 1500],
    ["SIGKILL", 500],
  ] as const;
  for (const [signal, wait] of steps) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await gone(pid, wait)) return;
  }
}

async function gone(pid: number, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    if (!isAlive(pid)) return true;
    await sleep(20);
  }
  return false;
}

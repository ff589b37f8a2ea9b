import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { cliFolder, root } from "../place.ts";

/** For tests: whole instances as a person starts them. */
export type Launched = { process: ChildProcess; url: string; firstSignIn: string | null; seconds: number; stderr: () => string };
export type Finished = { code: number | null; stdout: string; stderr: string };

const foreign = /^(DATABASE_URL|REDIS_URL|STORAGE_DIR|S3_|AUTH_SECRET|BASE_URL|PORT|HOST|NAUPLIUS_|npm_|INIT_CWD)/;
export const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))) as NodeJS.ProcessEnv;

export const bootstrap = join(cliFolder, "bootstrap.mjs");
export const startArgs = (data: string, port: number) => ["--data", data, "--port", String(port), "--no-open", "--no-demo", "--json"];

/** Until the launcher prints its one line of JSON. In a process group of its own, like a job of a shell. */
export async function launchInstance(
  data: string,
  port: number,
  command: [string, ...string[]] = [process.execPath, bootstrap, "start"],
): Promise<Launched> {
  const startedAt = performance.now();
  const [file, ...args] = command;
  const child = spawn(file, [...args, ...startArgs(data, port)], {
    cwd: root,
    env: cleanEnvironment(),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const line = new Promise<string>((resolve) => createInterface(child.stdout).on("line", (text) => text.startsWith("{") && resolve(text)));
  const early = once(child, "exit").then(([code]) => {
    throw new Error(`the launcher ended with ${code}: ${stderr}`);
  });
  early.catch(() => undefined);
  const { url, firstSignIn } = JSON.parse(await Promise.race([line, early]));
  return { process: child, url, firstSignIn, seconds: (performance.now() - startedAt) / 1000, stderr: () => stderr };
}

/** Runs a command of the bootstrap to its end. */
export function runCommand(args: readonly string[], nodeArgs: readonly string[] = []): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeArgs, bootstrap, ...args], {
    cwd: root,
    env: cleanEnvironment(),
    encoding: "utf8",
  });
  return { code: status, stdout, stderr };
}

/** Every process below one, whichever group it is in. */
export function descendantsOf(pid: number): number[] {
  const rows = spawnSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).stdout.trim().split("\n");
  const parents = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    parents.filter(([, ppid]) => ppid === parent).flatMap(([child = 0]) => [child, ...below(child)]);
  return below(pid);
}

export function isRunning(pid: number): boolean {
  const state = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  return state !== "" && !state.startsWith("Z");
}

/** Those that still run when `patience` ms are over. */
export async function survivors(pids: readonly number[], patience: number): Promise<number[]> {
  const deadline = Date.now() + patience;
  for (;;) {
    const alive = pids.filter(isRunning);
    if (alive.length === 0 || Date.now() > deadline) return alive;
    await sleep(100);
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("this machine has no free port on 127.0.0.1");
  return address.port;
}

import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { cliFolder } from "../place.ts";

export type ChildPlan = {
  name: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  onCrash: (sentence: string) => void;
};
export type Supervised = { stop: (patience: number) => Promise<void>; crashes: () => number; pid: () => number | undefined };

const MAX_LOG = 16 * 1024 * 1024;
const BACK_OFF = [500, 1000, 2000, 4000, 8000, 16_000, 30_000];
/** A child that lived this long has recovered. */
const HEALTHY_AFTER = 60_000;

/** A Node process that is started again when it ends by itself, ever later if it keeps doing so. */
export function supervise(plan: ChildPlan): Supervised {
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | undefined;
  let crashes = 0;
  let isStopping = false;

  const begin = () => {
    const startedAt = Date.now();
    child = launch(plan);
    child.once("exit", (code, signal) => {
      child = null;
      if (isStopping) return;
      if (Date.now() - startedAt > HEALTHY_AFTER) crashes = 0;
      const wait = BACK_OFF[Math.min(crashes, BACK_OFF.length - 1)] ?? 0;
      crashes++;
      plan.onCrash(
        `The ${plan.name} ended (${signal ?? `code ${code}`}) and starts again in ${wait / 1000} s; its log is ${plan.logFile}.`,
      );
      timer = setTimeout(begin, wait);
    });
  };
  begin();

  const stop = async (patience: number) => {
    isStopping = true;
    clearTimeout(timer);
    if (child) await endOf(child, patience);
  };
  return { stop, crashes: () => crashes, pid: () => child?.pid };
}

function launch({ args, cwd, env, logFile }: ChildPlan): ChildProcess {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, "a", 0o600);
  const guard = join(cliFolder, "src/launcher/die-with-parent.mjs");
  const child = spawn(process.execPath, ["--import", guard, ...args], { cwd, env, stdio: ["ignore", log, log, "ipc"] });
  closeSync(log);
  // An error is followed by no exit when the program could not be started at all.
  child.once("error", () => child.emit("exit", 1, null));
  return child;
}

function endOf(child: ChildProcess, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), patience);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

export function endOfLog(logFile: string, lines: number): string {
  try {
    return readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "";
  }
}

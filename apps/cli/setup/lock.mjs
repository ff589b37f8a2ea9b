import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stateFolder } from "./place.mjs";
import { SetupProblem, say } from "./problem.mjs";

const lockFile = join(stateFolder, "setup.lock");

/** One set-up at a time in a folder. The lock names the processes at work, so that a killed one's lock counts for nothing. */
export async function withLock(work) {
  let isTold = false;
  while (!take()) {
    if (!isTold) say("Another start is setting up this folder: waiting for it.");
    isTold = true;
    await sleep(300);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

/** A child that outlives us holds the lock on. */
export function noteChild(pid) {
  appendFileSync(lockFile, `${pid}\n`);
}

function take() {
  try {
    mkdirSync(dirname(lockFile), { recursive: true });
    writeFileSync(lockFile, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST")
      throw new SetupProblem(
        `The folder ${dirname(lockFile)} is not writable (${error.code}): change its owner, or clone Nauplius where you may write.`,
      );
  }
  if (holders().some(isAlive)) return false;
  rmSync(lockFile, { force: true });
  return false;
}

function holders() {
  try {
    return readFileSync(lockFile, "utf8").split("\n").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

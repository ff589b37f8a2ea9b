import { readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";

export type Postmaster = { pid: number; port: number; ready: boolean };

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** The lock file of a server: pid on line 1, port on line 4, state on line 8. Null when no server runs on the folder. */
export function readPostmaster(dir: string): Postmaster | null {
  const lines = readLines(join(dir, "postmaster.pid"));
  const pid = Number(lines[0]);
  if (!isAlive(pid) || !worksIn(pid, dir)) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/** PostgreSQL trusts the number alone, and after a crash another process may wear it. */
export function removeStaleLock(dir: string): void {
  if (readPostmaster(dir) === null) rmSync(join(dir, "postmaster.pid"), { force: true });
}

/** A server's working folder is its data folder; where the system does not tell, a live pid is believed. */
function worksIn(pid: number, dir: string): boolean {
  if (process.platform !== "linux") return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dir);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EACCES";
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, "utf8").split("\n");
  } catch {
    return [];
  }
}

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A word that tells a process from a later one with the same number; null when there is none with it. */
export function birthOf(pid: number): string | null {
  if (!exists(pid)) return null;
  if (process.platform === "linux") return linuxBirth(pid);
  if (process.platform === "win32") return "alive";
  const result = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  return result.stdout.trim() || "alive";
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Ticks since boot at which it began (field 22; the name in field 2 may hold spaces), and which boot. */
function linuxBirth(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    if (fields[0] === "Z") return null;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${fields[19]}`;
  } catch {
    return null;
  }
}

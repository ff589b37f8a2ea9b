import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { birthOf } from "./birth.ts";

/** Runs `work` unless another process is starting a server on the folder: then null. A killed starter's lock counts for nothing. */
export async function withStartLock<T>(dir: string, work: () => Promise<T>): Promise<T | null> {
  const path = `${dir}.starting`;
  const mine = `${process.pid} ${birthOf(process.pid)}`;
  if (!take(path, mine)) return null;
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string, mine: string): boolean {
  try {
    writeFileSync(path, mine, { flag: "wx" });
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const [pid, birth] = holderOf(path);
  if (birthOf(pid) !== birth) rmSync(path, { force: true });
  return false;
}

function holderOf(path: string): [number, string] {
  try {
    const [pid = "", birth = ""] = readFileSync(path, "utf8").split(" ");
    return [Number(pid), birth];
  } catch {
    return [process.pid, birthOf(process.pid) ?? ""];
  }
}

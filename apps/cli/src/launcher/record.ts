import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { birthOf } from "@nauplius/db/embedded/birth";
import { z } from "zod";

/** instance.json: what runs on a data folder. Holds the database's password, so it is its owner's alone. */
const recordSchema = z.object({
  pid: z.number().int().positive(),
  birth: z.string(),
  state: z.enum(["starting", "running", "stopping"]),
  startedAt: z.string(),
  url: z.string(),
  databaseUrl: z.string().optional(),
  redisUrl: z.string().optional(),
  storageDir: z.string().optional(),
});
export type InstanceRecord = z.output<typeof recordSchema>;

/** Null when nothing runs there, whatever a killed launcher left written. */
export function runningInstance(path: string): InstanceRecord | null {
  const record = readRecord(path);
  return record !== null && birthOf(record.pid) === record.birth ? record : null;
}

/** False when another launcher holds the folder. */
export function claimInstance(path: string, url: string): boolean {
  if (runningInstance(path) !== null) return false;
  rmSync(path, { force: true });
  const birth = birthOf(process.pid) ?? "alive";
  const record: InstanceRecord = { pid: process.pid, birth, state: "starting", startedAt: new Date().toISOString(), url };
  try {
    writeFileSync(path, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600, flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

export function updateInstance(path: string, changes: Partial<InstanceRecord>): void {
  const record = readRecord(path);
  if (record === null) return;
  writeFileSync(`${path}.new`, `${JSON.stringify({ ...record, ...changes }, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

export function releaseInstance(path: string): void {
  if (readRecord(path)?.pid === process.pid) rmSync(path, { force: true });
}

function readRecord(path: string): InstanceRecord | null {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}

import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseProblem } from "@nauplius/db/problem";
import { z } from "zod";

/** Blobs worth keeping. Uploads are half of something, and begin again. */
export const storedFolders = ["packs", "originals", "scans", "models", "exports", "spaces"] as const;

const backupSchema = z.object({
  format: z.literal(1),
  madeAt: z.string(),
  /** Folder of the dump, below the backup. */
  database: z.string().regex(/^database-[\w-]+$/),
  rows: z.number(),
  files: z.number(),
  bytes: z.number(),
});
export type Backup = z.output<typeof backupSchema>;

export async function readBackup(folder: string): Promise<Backup> {
  const text = await readFile(join(folder, "backup.json"), "utf8").catch(() => {
    throw new DatabaseProblem(`${folder} holds no finished backup: it has no backup.json.`);
  });
  const parsed = backupSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new DatabaseProblem(`${join(folder, "backup.json")} is not of a format that this version reads.`);
}

/** Written last and moved into place: a folder without it is an unfinished backup. */
export async function writeBackup(folder: string, backup: Omit<Backup, "format">): Promise<void> {
  const path = join(folder, "backup.json");
  await writeFile(`${path}.new`, `${JSON.stringify({ format: 1, ...backup }, null, 2)}\n`);
  await rename(`${path}.new`, path);
}

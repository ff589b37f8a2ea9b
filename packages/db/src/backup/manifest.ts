import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseProblem } from "../problem.ts";

const FORMAT = 1;

/** manifest.json of a dump: written last, so that a folder without one is an unfinished dump. */
export type DumpManifest = {
  format: number;
  madeAt: string;
  /** Of the database, in order: a dump is loaded into exactly this shape. */
  migrations: string[];
  tables: { name: string; columns: string[]; rows: number; file: string }[];
  sequences: { name: string; value: string }[];
};

export async function writeManifest(folder: string, manifest: Omit<DumpManifest, "format">): Promise<void> {
  const path = join(folder, "manifest.json");
  await writeFile(`${path}.new`, `${JSON.stringify({ format: FORMAT, ...manifest }, null, 2)}\n`);
  await rename(`${path}.new`, path);
}

export async function readManifest(folder: string): Promise<DumpManifest> {
  const text = await readFile(join(folder, "manifest.json"), "utf8").catch(() => {
    throw new DatabaseProblem(`${folder} holds no finished dump: it has no manifest.json.`);
  });
  // Written by ourselves; the format number guards against other versions.
  const manifest = JSON.parse(text) as DumpManifest;
  if (manifest.format === FORMAT) return manifest;
  throw new DatabaseProblem(
    `${folder} was written in dump format ${manifest.format}, this program reads ${FORMAT}: use the version that wrote it.`,
  );
}

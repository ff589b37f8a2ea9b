import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { err, ok, type Result } from "@nauplius/domain";
import type { Archive } from "../archive/archive.ts";
import { openArchive } from "../archive/open.ts";
import { baseOf } from "../archive/paths.ts";
import { imagesIn } from "./folders.ts";

/** Files of a batch as paths on this machine: those of a folder where they are, others unpacked for as long as they are needed. */
export type BatchFiles = {
  readonly file: (name: string) => Promise<string>;
  /** Images of one folder, in natural order, and the folder that holds them and nothing else of the batch. */
  readonly images: (folder: string) => Promise<{ readonly folder: string; readonly paths: readonly string[] }>;
  /** Removes what was unpacked. */
  readonly close: () => Promise<void>;
};

/** A batch in which another archive's file stands for one of its own: the one of the same name, or the only one of its kind. */
export async function standIn(
  files: BatchFiles,
  name: string,
  { path, signal }: { readonly path: string; readonly signal?: AbortSignal },
): Promise<Result<BatchFiles, string>> {
  const opened = await openArchive(path, signal === undefined ? {} : { signal });
  if (!opened.ok) return err(opened.error.message);
  const archive = opened.value;
  const kind = extname(name).toLowerCase();
  const alike = [...archive.entries()].map((entry) => entry.name).filter((each) => extname(each).toLowerCase() === kind);
  const wanted = baseOf(name).toLowerCase();
  const found = alike.find((each) => baseOf(each).toLowerCase() === wanted) ?? (alike.length === 1 ? alike[0] : undefined);
  const other = openBatchFiles(archive, archive.kind === "folder" ? path : null, signal);
  const close = async (): Promise<void> => {
    await other.close();
    await archive.close();
    await files.close();
  };
  if (found === undefined) {
    await other.close();
    await archive.close();
    return err(`in place of ${baseOf(name)} there are ${alike.length} files that end in ${kind}; expected one, or one of that name`);
  }
  return ok({ ...files, file: (each) => (each === name ? other.file(found) : files.file(each)), close });
}

/** @param root - the archive's path where it is a folder, else null */
export function openBatchFiles(archive: Archive, root: string | null, signal?: AbortSignal): BatchFiles {
  let temporary: string | null = null;
  let unpacked = 0;
  const place = async (): Promise<string> => {
    temporary ??= await mkdtemp(join(tmpdir(), "nauplius-batch-"));
    const folder = join(temporary, String(++unpacked));
    await mkdir(folder);
    return folder;
  };
  const lying = async (name: string): Promise<string | null> => {
    if (root === null) return null;
    const path = join(root, name);
    const found = await stat(path).catch(() => null);
    return found?.isFile() === true ? path : null;
  };
  const unpack = async (name: string, to: string): Promise<string> => {
    const path = join(to, baseOf(name));
    await pipeline(Readable.from(archive.stream(name)), createWriteStream(path), { signal });
    return path;
  };
  const found = new Map<string, Promise<string>>();
  const find = async (name: string): Promise<string> => (await lying(name)) ?? unpack(name, await place());
  return {
    file: (name) => {
      const known = found.get(name) ?? find(name);
      found.set(name, known);
      return known;
    },
    images: async (folder) => {
      const names = imagesIn(archive, folder);
      const paths = await Promise.all(names.map(lying));
      const here = paths.filter((path) => path !== null);
      if (root !== null && here.length === names.length) return { folder: join(root, folder), paths: here };
      const to = await place();
      const copies: string[] = [];
      for (const name of names) copies.push(await unpack(name, to));
      return { folder: to, paths: copies };
    },
    close: async () => {
      if (temporary !== null) await rm(temporary, { recursive: true, force: true });
    },
  };
}

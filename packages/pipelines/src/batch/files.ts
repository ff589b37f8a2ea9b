import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Archive } from "../archive/archive.ts";
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

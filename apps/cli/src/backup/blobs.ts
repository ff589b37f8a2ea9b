import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rename, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Storage } from "@nauplius/storage";
import { storedFolders } from "./folder.ts";

export type Copied = { files: number; bytes: number };

/** Copies what the folder lacks. Blobs only ever grow, so that equal length is equal content and a second backup copies what is new. */
export async function copyOut(storage: Storage, folder: string, signal: AbortSignal): Promise<Copied> {
  const total = { files: 0, bytes: 0 };
  for (const name of storedFolders) {
    for await (const { key, bytes } of storage.list(name)) {
      signal.throwIfAborted();
      const path = join(folder, key);
      total.files++;
      total.bytes += bytes;
      if ((await sizeOf(path)) === bytes || bytes === 0) continue;
      await mkdir(dirname(path), { recursive: true });
      // The length of now: a pack may grow while it is read.
      await pipeline(await storage.stream(key, { start: 0, end: bytes - 1 }), createWriteStream(`${path}.part`, { flush: true }), {
        signal,
      });
      await rename(`${path}.part`, path);
    }
  }
  return total;
}

/** Writes what the store lacks; a restore that was cut off goes on where it was. */
export async function copyIn(storage: Storage, folder: string, signal: AbortSignal): Promise<Copied> {
  const total = { files: 0, bytes: 0 };
  for await (const key of keysBelow(folder)) {
    signal.throwIfAborted();
    const bytes = (await sizeOf(join(folder, key))) ?? 0;
    total.files++;
    total.bytes += bytes;
    if ((await storage.size(key)) !== bytes) await storage.write(key, createReadStream(join(folder, key)));
  }
  return total;
}

async function* keysBelow(folder: string): AsyncIterable<string> {
  for (const name of storedFolders) {
    const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile() || entry.name.endsWith(".part")) continue;
      yield join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/");
    }
  }
}

const sizeOf = async (path: string): Promise<number | null> => (await stat(path).catch(() => null))?.size ?? null;

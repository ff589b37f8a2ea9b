import { constants } from "node:fs";
import { lstat, open, opendir } from "node:fs/promises";
import { join } from "node:path";
import type { Source } from "./archive.ts";
import type { Catalogue } from "./catalogue.ts";

const chunk = 256 * 1024;

/** A folder's files are found by number, so that the locator stays five numbers. */
export async function listFolder(root: string, catalogue: Catalogue, signal: AbortSignal | undefined): Promise<Source> {
  const paths: string[] = [];
  const source: Source = {
    open: ({ offset }) => readFileSafely(join(root, paths[offset] ?? "")),
    whole: ({ offset, size }) => readWhole(join(root, paths[offset] ?? ""), size),
    part: ({ offset }, from, length) => readPart(join(root, paths[offset] ?? ""), from, length),
    close: async () => {},
  };
  const pending = [""];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const found = await opendir(join(root, folder));
    for await (const child of found) {
      signal?.throwIfAborted();
      if (catalogue.full()) return source;
      const name = folder === "" ? child.name : `${folder}/${child.name}`;
      if (child.isDirectory()) {
        pending.push(name);
        continue;
      }
      const stats = await lstat(join(root, name));
      if (stats.isSymbolicLink()) catalogue.refuse("link", name, "links are not followed", "a file");
      else if (!stats.isFile()) catalogue.refuse("specialFile", name, "this is neither a file nor a folder");
      else if (catalogue.add(name, { offset: paths.length, packed: stats.size, size: stats.size, method: 0, crc: -1 }, source))
        paths.push(name);
    }
  }
  return source;
}

const noFollow = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

/** One byte more than listed shows a file that has grown since. */
const readWhole = (path: string, size: number): Promise<Uint8Array> => readPart(path, 0, size + 1);

async function readPart(path: string, from: number, length: number): Promise<Uint8Array> {
  const file = await open(path, noFollow);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** O_NOFOLLOW: a link that took the file's place since the listing is not followed. */
async function* readFileSafely(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, noFollow);
  try {
    for (let position = 0; ; ) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunk), 0, chunk, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

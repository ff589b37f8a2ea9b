import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { checkKey, type PackWriter, type Storage } from "./storage.ts";

/** Opened pack files, least recently used closed first: a page of vignettes is a few reads, not two hundred opens. */
function handleCache(capacity: number) {
  const handles = new Map<string, Promise<FileHandle>>();
  return {
    get(path: string): Promise<FileHandle> {
      const known = handles.get(path);
      handles.delete(path);
      const handle = known ?? open(path, "r");
      handles.set(path, handle);
      handle.catch(() => handles.delete(path));
      const oldest = handles.keys().next();
      if (handles.size > capacity && !oldest.done) this.drop(oldest.value);
      return handle;
    },
    drop(path: string): void {
      const handle = handles.get(path);
      handles.delete(path);
      // Closed a little later: a read that began before may still be under way.
      if (handle) setTimeout(() => handle.then((h) => h.close()).catch(() => undefined), 5_000).unref();
    },
    async close(): Promise<void> {
      const opened = [...handles.values()];
      handles.clear();
      await Promise.all(opened.map((handle) => handle.then((h) => h.close()).catch(() => undefined)));
    },
  };
}

/** A nearly full disk takes a part and says how much: the rest is written, or the error that it gives is thrown. */
async function writeAll(file: FileHandle, parts: readonly Uint8Array[]): Promise<void> {
  let rest = parts.filter((part) => part.byteLength > 0);
  while (rest.length > 0) {
    const { bytesWritten } = await file.writev(rest);
    let left = bytesWritten;
    const from = rest.findIndex((part) => {
      if (left < part.byteLength) return true;
      left -= part.byteLength;
      return false;
    });
    const first = from === -1 ? undefined : rest[from];
    rest = first === undefined ? [] : [first.subarray(left), ...rest.slice(from + 1)];
    if (bytesWritten === 0 && rest.length > 0) throw new Error("the disk takes no more bytes");
  }
}

async function localWriter(path: string): Promise<PackWriter> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "a");
  let end = (await file.stat()).size;
  let pending: Uint8Array[] = [];
  return {
    append: (bytes) => {
      const at = end;
      pending.push(bytes);
      end += bytes.byteLength;
      return at;
    },
    commit: async () => {
      const batch = pending;
      pending = [];
      await writeAll(file, batch);
      await file.datasync();
      return { bytes: end, sealed: false };
    },
    close: () => file.close(),
  };
}

async function* walk(root: string, folder: string): AsyncIterable<{ key: string; bytes: number }> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const key = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, key);
    else if (entry.isFile() && !entry.name.endsWith(".part")) yield { key, bytes: (await stat(join(root, key))).size };
  }
}

/** Blobs as files below one folder. */
export function localStorage(root: string): Storage {
  const at = (key: string): string => join(root, checkKey(key));
  const handles = handleCache(64);

  const write = async (key: string, body: Readable | Uint8Array): Promise<{ bytes: number }> => {
    const path = at(key);
    await mkdir(dirname(path), { recursive: true });
    // Of this writer alone: two that write one key at once (workers that start together) both end well, and the last stands.
    const part = `${path}.${randomUUID().slice(0, 8)}.part`;
    const file = createWriteStream(part, { flush: true });
    try {
      await pipeline(body instanceof Uint8Array ? Readable.from([body]) : body, file);
    } catch (error) {
      // A body that fails at once fails before the file is there: it would come after its removal.
      if (!file.closed) await new Promise<void>((closed) => file.once("close", () => closed()));
      // A full disk must not stay full of what will never be whole.
      await rm(part, { force: true });
      throw error;
    }
    const { size } = await stat(part);
    await rename(part, path);
    handles.drop(path);
    return { bytes: size };
  };

  return {
    kind: "local",
    read: async (key, offset, length) => {
      const file = await handles.get(at(key));
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset);
      if (bytesRead !== length) throw new Error(`${key}: wanted ${length} bytes at ${offset}, the file gave ${bytesRead}`);
      return bytes;
    },
    stream: async (key, range) => createReadStream(at(key), range ? { start: range.start, end: range.end } : {}),
    write,
    size: async (key) => (await stat(at(key)).catch(() => null))?.size ?? null,
    asFile: async (key) => ({ path: at(key), release: async () => undefined }),
    remove: async (key) => {
      handles.drop(at(key));
      await rm(at(key), { force: true });
    },
    list: (folder) => walk(root, folder),
    appendTo: (key) => localWriter(at(key)),
    free: async () => {
      await mkdir(root, { recursive: true });
      const disk = await statfs(root);
      return disk.bavail * disk.bsize;
    },
    probe: async () => {
      const marker = new TextEncoder().encode("nauplius");
      for (let i = 0; i < 2; i++) await write("probe/marker", marker);
      const back = await open(at("probe/marker"), "r");
      const text = await back.readFile("utf8").finally(() => back.close());
      if (text !== "nauplius") throw new Error(`${root}: a file written there reads back differently`);
    },
    close: () => handles.close(),
  };
}

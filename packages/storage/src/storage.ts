import type { Readable } from "node:stream";

/** Where blobs live: packs, originals, uploads, models, exports. Keys are `folder/name`, made by us, never by a client. */
export type Storage = {
  readonly kind: "local" | "s3";
  readonly read: (key: string, offset: number, length: number) => Promise<Uint8Array>;
  readonly stream: (key: string, range?: { start: number; end: number }) => Promise<Readable>;
  /** Writes a whole blob; it appears under its key only when complete. */
  readonly write: (key: string, body: Readable | Uint8Array) => Promise<{ bytes: number }>;
  /** Size in bytes, or null where there is no such blob. */
  readonly size: (key: string) => Promise<number | null>;
  /** The blob as a file of this machine, for readers that need to seek; `release` takes a temporary copy away. */
  readonly asFile: (key: string) => Promise<{ readonly path: string; readonly release: () => Promise<void> }>;
  readonly remove: (key: string) => Promise<void>;
  readonly list: (folder: string) => AsyncIterable<{ key: string; bytes: number }>;
  readonly appendTo: (key: string) => Promise<PackWriter>;
  /** Free bytes, or null where the store does not say. */
  readonly free: () => Promise<number | null>;
  /** Creates, reads and overwrites a marker: a missing mount or right shows at start, not at the first import. */
  readonly probe: () => Promise<void>;
  /** Lets go of open files and connections; nothing is asked of the store after. */
  readonly close: () => Promise<void>;
};

/** Appends to one pack. Only what `commit` returned may be pointed at by rows. */
export type PackWriter = {
  readonly append: (bytes: Uint8Array) => number;
  /** Makes all appended bytes durable. `sealed`: this pack takes no more (an object store uploads it now). */
  readonly commit: () => Promise<{ bytes: number; sealed: boolean }>;
  readonly close: () => Promise<void>;
};

const keyPattern = /^[a-z]+(\/[A-Za-z0-9][A-Za-z0-9._-]*)+$/;

export function checkKey(key: string): string {
  if (!keyPattern.test(key) || key.includes("..")) throw new Error(`storage key ${JSON.stringify(key)} is not of the form folder/name`);
  return key;
}

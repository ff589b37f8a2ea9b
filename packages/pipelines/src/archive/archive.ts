import type { Result } from "@nauplius/domain";
import type { Problem } from "@nauplius/formats";

export type ArchiveKind = "folder" | "zip" | "tar" | "tar.gz";

/** A file in an archive. Its name is relative, with "/" and NFC; files of a nested zip have the zip's name in front. */
export type ArchiveEntry = { readonly name: string; readonly size: number };

export type Archive = {
  readonly kind: ArchiveKind;
  /** What was refused or skipped, by name. */
  readonly problems: readonly Problem[];
  readonly count: number;
  /** Unpacked bytes of all entries. */
  readonly totalBytes: number;
  readonly entries: () => Iterable<ArchiveEntry>;
  /** By name, whatever its letter case and Unicode form. */
  readonly find: (name: string) => ArchiveEntry | null;
  /** The whole entry; refused when it is over `maxReadBytes`, truncated, corrupt or longer than it says. */
  readonly read: (name: string) => Promise<Result<Uint8Array, Problem>>;
  /** The entry in pieces; throws an ArchiveFault where `read` would refuse. */
  readonly stream: (name: string) => AsyncGenerator<Uint8Array>;
  /** Bytes from a place in an entry, fewer where it ends before; null: the entry is packed, and has no places. */
  readonly part: (name: string, from: number, length: number) => Promise<Uint8Array | null>;
  /** Closes files and removes temporary ones. */
  readonly close: () => Promise<void>;
};

/** A fault in the bytes of an entry, met in the middle of a stream. */
export class ArchiveFault extends Error {
  override readonly name = "ArchiveFault";
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** What a zip, a tar or a folder gives to the catalogue: how to get at an entry's bytes. */
export type Source = {
  /** Unpacked bytes, unchecked: the archive counts them. */
  readonly open: (locator: Locator) => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
  /** The same bytes at once, for entries of moderate size: no stream, few system calls. */
  readonly whole: (locator: Locator) => Promise<Uint8Array>;
  /** Where bytes lie as they are: those from a place on. */
  readonly part?: (locator: Locator, from: number, length: number) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
};

/** Where the bytes are: five numbers, so that a million entries stay small. */
export type Locator = {
  readonly offset: number;
  readonly packed: number;
  readonly size: number;
  readonly method: number;
  /** -1 where the format has no checksum. */
  readonly crc: number;
};

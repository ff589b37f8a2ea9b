import { open } from "node:fs/promises";
import yauzl from "yauzl";
import type { Locator, Source } from "./archive.ts";
import { BufferedReader } from "./buffered-reader.ts";
import type { Catalogue, Held } from "./catalogue.ts";
import { printable } from "./names.ts";
import { createReadAhead } from "./read-ahead.ts";
import { zipEntryName } from "./zip-name.ts";
import { readSmallEntry } from "./zip-small.ts";

export type ZipListing = { readonly source: Source; readonly held: readonly Held[] };
type Range = { readonly start: number; readonly end: number; readonly held: Held | null; readonly name: string };

const localHeaderBytes = 30;
const readable: ReadonlySet<number> = new Set([0, 8]);

/** Lists a zip's central directory; `prefix` is "" or the nested zip's name and a slash. */
export async function listZip(
  path: string,
  { prefix, catalogue, signal }: { prefix: string; catalogue: Catalogue; signal: AbortSignal | undefined },
): Promise<ZipListing> {
  const file = await open(path, "r");
  const { size: length } = await file.stat();
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false, autoClose: false };
  const zip = await yauzl.fromRandomAccessReaderPromise(new BufferedReader(file), length, options).catch(async (error: unknown) => {
    await file.close();
    throw error;
  });
  const ahead = createReadAhead(file);
  const source: Source = {
    open: (locator) => zip.openReadStreamPromise(entryAt(locator)),
    whole: (locator) => readSmallEntry(ahead, locator),
    close: async () => zip.close(),
  };
  const ranges: Range[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted();
      if (catalogue.full()) break;
      const raw = `${prefix}${zipEntryName(entry)}`;
      const held = raw.endsWith("/") ? null : take(entry, { raw, length, source, catalogue });
      const start = entry.relativeOffsetOfLocalHeader;
      if (!raw.endsWith("/"))
        ranges.push({ start, end: start + localHeaderBytes + entry.fileNameLength + entry.compressedSize, held, name: raw });
    }
  } catch (error) {
    signal?.throwIfAborted();
    const why = error instanceof Error ? error.message : "unknown fault";
    catalogue.refuse(
      "truncated",
      ranges.at(-1)?.name ?? printable(prefix === "" ? path.replace(/^.*[\\/]/, "") : prefix),
      `behind this file the zip's directory cannot be read (${why})`,
      "a complete zip",
    );
  }
  return { source, held: withoutOverlaps(ranges, catalogue) };
}

type Taking = { readonly raw: string; readonly length: number; readonly source: Source; readonly catalogue: Catalogue };

function take(entry: yauzl.Entry, { raw, length, source, catalogue }: Taking): Held | null {
  const refuse = (...facts: Parameters<Catalogue["refuse"]>): null => {
    catalogue.refuse(...facts);
    return null;
  };
  const fileType = entry.versionMadeBy >> 8 === 3 ? (entry.externalFileAttributes >>> 16) & 0o170000 : 0;
  if (fileType === 0o120000) return refuse("link", raw, "this is a symbolic link; links are not followed", "a file");
  if (fileType !== 0 && fileType !== 0o100000) return refuse("specialFile", raw, "this is neither a file nor a folder");
  if (entry.isEncrypted()) return refuse("encrypted", raw, "the file is encrypted", "a zip without a password");
  if (!readable.has(entry.compressionMethod))
    return refuse("unsupportedCompression", raw, `the file is packed by method ${entry.compressionMethod}`, "stored or deflated files");
  const end = entry.relativeOffsetOfLocalHeader + localHeaderBytes + entry.compressedSize;
  if (end > length) return refuse("truncated", raw, `the file would end at byte ${end}, the zip has ${length}`);
  if (entry.compressionMethod === 0 && entry.compressedSize !== entry.uncompressedSize) {
    return refuse("lyingSize", raw, `the stored file has ${entry.compressedSize} bytes and says ${entry.uncompressedSize}`);
  }
  const locator: Locator = {
    offset: entry.relativeOffsetOfLocalHeader,
    packed: entry.compressedSize,
    size: entry.uncompressedSize,
    method: entry.compressionMethod,
    crc: entry.crc32,
  };
  return catalogue.add(raw, locator, source);
}

function entryAt({ offset, packed, size, method, crc }: Locator): yauzl.Entry {
  return Object.assign(new yauzl.Entry(), {
    relativeOffsetOfLocalHeader: offset,
    compressedSize: packed,
    uncompressedSize: size,
    compressionMethod: method,
    crc32: crc,
    generalPurposeBitFlag: 0,
  });
}

/** Entries that share bytes are how a small zip unpacks to petabytes: the first stands, the others go. */
function withoutOverlaps(ranges: readonly Range[], catalogue: Catalogue): Held[] {
  const held: Held[] = [];
  let reached = -1;
  let owner = "";
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    if (range.start < reached) {
      catalogue.refuse(
        "overlappingEntries",
        range.name,
        `the file shares bytes with ${printable(owner)}`,
        "files that lie one behind the other",
      );
      if (range.held) catalogue.remove(range.held);
    } else if (range.held) held.push(range.held);
    if (range.end > reached) {
      reached = range.end;
      owner = range.name;
    }
  }
  return held;
}

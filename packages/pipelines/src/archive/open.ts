import { createReadStream } from "node:fs";
import { open as openFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { err, ok, type Result } from "@nauplius/domain";
import { type Problem, problem } from "@nauplius/formats";
import { type Archive, ArchiveFault, type ArchiveKind, type Source } from "./archive.ts";
import { type Catalogue, createCatalogue, type Held } from "./catalogue.ts";
import { checkedBytes } from "./checked.ts";
import { listFolder } from "./folder.ts";
import { type ArchiveLimits, defaultArchiveLimits } from "./limits.ts";
import { createNesting } from "./nested.ts";
import { createSpool, type Spool } from "./spool.ts";
import { listTar } from "./tar.ts";
import { listZip } from "./zip.ts";

export type OpenOptions = {
  readonly limits?: Partial<ArchiveLimits>;
  readonly signal?: AbortSignal;
  /** Parent folder for temporary files; the system's by default. */
  readonly temporary?: string;
};

/** Opens a folder, zip, tar or tar.gz by what it is, not by how it is called, and lists it with all zips inside. */
export async function openArchive(path: string, options: OpenOptions = {}): Promise<Result<Archive, Problem>> {
  const limits: ArchiveLimits = { ...defaultArchiveLimits, ...options.limits };
  const { signal, temporary } = options;
  const catalogue = createCatalogue(limits);
  const spool = createSpool(limits.maxSpoolBytes, temporary);
  const sources: Source[] = [];
  const close = async (): Promise<void> => {
    for (const source of sources) await source.close();
    await spool.close();
  };
  try {
    const kind = await kindOf(path);
    if (kind === null) throw new Error("it is neither a folder nor a zip, tar or tar.gz");
    const nesting = createNesting({ catalogue, spool, sources, limits, signal });
    await list(path, kind, { catalogue, spool, sources, limits, signal });
    await nesting.expand();
    return ok(archiveOf({ kind, catalogue, limits, close, signal }));
  } catch (error) {
    await close();
    signal?.throwIfAborted();
    if (error instanceof ArchiveFault) return err(error.problem);
    const why = error instanceof Error ? error.message : "unknown fault";
    return err(
      problem({
        code: "unreadableArchive",
        file: basename(path),
        what: `it cannot be opened (${why})`,
        expected: "a folder, or a complete zip, tar or tar.gz",
      }),
    );
  }
}

type Opening = {
  readonly catalogue: Catalogue;
  readonly spool: Spool;
  readonly sources: Source[];
  readonly limits: ArchiveLimits;
  readonly signal: AbortSignal | undefined;
};

async function list(path: string, kind: ArchiveKind, opening: Opening): Promise<void> {
  const { catalogue, sources, signal } = opening;
  if (kind === "folder") sources.push(await listFolder(path, catalogue, signal));
  else if (kind === "zip") sources.push((await listZip(path, { prefix: "", catalogue, signal })).source);
  else if (kind === "tar") sources.push(await listTar(path, catalogue, signal));
  else sources.push(await listTar(await gunzip(path, opening), catalogue, signal));
}

/** Random access needs the plain tar on disk; the ratio is watched while it grows. */
async function gunzip(path: string, { spool, limits, signal }: Opening): Promise<string> {
  const { size } = await stat(path);
  const file = basename(path);
  // The callback form: its faults arrive in the loop below and nowhere else.
  const unpacked = pipeline(createReadStream(path), createGunzip(), () => {});
  async function* watched(): AsyncGenerator<Uint8Array> {
    let done = 0;
    for await (const part of unpacked) {
      signal?.throwIfAborted();
      done += part.length;
      if (done >= limits.ratioFloorBytes && done > size * limits.maxRatio) {
        throw new ArchiveFault(
          problem({ code: "bomb", file, what: `${size} bytes unpack to more than ${done}`, expected: `at most ${limits.maxRatio} to 1` }),
        );
      }
      yield part;
    }
  }
  const tar = await spool.write(watched());
  if (tar === null)
    throw new ArchiveFault(
      problem({
        code: "tooLarge",
        file,
        what: "it unpacks to more than we keep in temporary files",
        expected: `at most ${limits.maxSpoolBytes} bytes`,
      }),
    );
  return tar;
}

async function kindOf(path: string): Promise<ArchiveKind | null> {
  const stats = await stat(path);
  if (stats.isDirectory()) return "folder";
  if (!stats.isFile()) return null;
  const file = await openFile(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    if (bytesRead >= 4 && buffer.readUInt32BE(0) >>> 16 === 0x504b) return "zip";
    if (bytesRead >= 2 && buffer.readUInt16BE(0) === 0x1f8b) return "tar.gz";
    return bytesRead === 512 && isTarHeader(buffer) ? "tar" : null;
  } finally {
    await file.close();
  }
}

/** The checksum of the header, counted with its own field as spaces. */
function isTarHeader(header: Buffer): boolean {
  let sum = 8 * 32;
  for (let i = 0; i < 512; i += 1) if (i < 148 || i >= 156) sum += header[i] ?? 0;
  return Number.parseInt(header.toString("latin1", 148, 156).replace(/[\0 ]/g, ""), 8) === sum;
}

type Assembly = {
  readonly kind: ArchiveKind;
  readonly catalogue: Catalogue;
  readonly limits: ArchiveLimits;
  readonly close: () => Promise<void>;
  readonly signal: AbortSignal | undefined;
};

function archiveOf({ kind, catalogue, limits, close, signal }: Assembly): Archive {
  const need = (name: string): Held => {
    const held = catalogue.get(name);
    if (!held) throw new ArchiveFault(problem({ code: "missingValue", file: name, what: "the archive holds no such file" }));
    return held;
  };
  const read: Archive["read"] = async (name) => {
    try {
      const held = need(name);
      if (held.size > limits.maxReadBytes)
        return err(
          problem({ code: "tooLarge", file: name, what: `the file has ${held.size} bytes`, expected: `at most ${limits.maxReadBytes}` }),
        );
      return ok(await gather(held));
    } catch (error) {
      if (error instanceof ArchiveFault) return err(error.problem);
      throw error;
    }
  };
  async function* stream(name: string): AsyncGenerator<Uint8Array> {
    for await (const part of checkedBytes(need(name))) {
      signal?.throwIfAborted();
      yield part;
    }
  }
  function* entries(): Generator<{ name: string; size: number }> {
    for (const { name, size } of catalogue.values()) yield { name, size };
  }
  return {
    kind,
    problems: catalogue.problems(),
    count: catalogue.count(),
    totalBytes: catalogue.totalBytes(),
    entries,
    find: (name) => catalogue.get(name),
    read,
    stream,
    part: async (name, from, length) => {
      const { locator, source, size } = need(name);
      const most = Math.max(0, Math.min(length, size - from));
      return source.part === undefined ? null : source.part(locator, from, most);
    },
    close,
  };
}

async function gather(held: Held): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of checkedBytes(held)) parts.push(part);
  const [only] = parts;
  return parts.length === 1 && only ? only : Buffer.concat(parts);
}

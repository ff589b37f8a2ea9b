import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { pack } from "tar-stream";
import { ZipFile } from "yazl";

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "nauplius-corpus-"));

export async function saved(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** One entry of a hand-made zip; everything that a writer may lie about can be said here. */
export type RawEntry = {
  readonly name: string | Buffer;
  readonly data?: Buffer;
  readonly stored?: boolean;
  readonly method?: number;
  readonly flags?: number;
  readonly says?: { readonly size?: number; readonly packed?: number; readonly crc?: number; readonly offset?: number };
  readonly mode?: number;
};

/** A zip byte by byte: local headers, data, central directory, end record. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const data = entry.data ?? Buffer.from("x");
    const packed = entry.stored ? data : deflateRawSync(data);
    const fields = {
      method: entry.method ?? (entry.stored ? 0 : 8),
      flags: entry.flags ?? 0x800,
      crc: entry.says?.crc ?? crc32(data),
      packed: entry.says?.packed ?? packed.length,
      size: entry.says?.size ?? data.length,
    };
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    writeFields(head, 6, fields);
    head.writeUInt16LE(name.length, 26);
    const directory = Buffer.alloc(46);
    directory.writeUInt32LE(0x02014b50, 0);
    directory.writeUInt16LE(3 << 8, 4);
    writeFields(directory, 8, fields);
    directory.writeUInt16LE(name.length, 28);
    directory.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 38);
    directory.writeUInt32LE(entry.says?.offset ?? offset, 42);
    local.push(head, name, packed);
    central.push(directory, name);
    offset += head.length + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  return Buffer.concat([...local, directory, endOf({ count: entries.length, size: directory.length, offset })]);
}

/** The end record; above 65,535 entries with the zip64 record and its locator in front. */
function endOf({ count, size, offset }: { count: number; size: number; offset: number }): Buffer {
  const large = count > 0xffff;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(large ? 0xffff : count, 8);
  end.writeUInt16LE(large ? 0xffff : count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  if (!large) return end;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, end]);
}

type Fields = { method: number; flags: number; crc: number; packed: number; size: number };
function writeFields(target: Buffer, at: number, { method, flags, crc, packed, size }: Fields): void {
  target.writeUInt16LE(flags, at);
  target.writeUInt16LE(method, at + 2);
  target.writeUInt32LE(crc, at + 8);
  target.writeUInt32LE(packed, at + 12);
  target.writeUInt32LE(size, at + 16);
}

async function gathered(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

/** An honest zip, by yazl. */
export function zipOf(files: Readonly<Record<string, string | Buffer>>, options: { zip64?: boolean } = {}): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, data] of Object.entries(files)) zip.addBuffer(Buffer.from(data), name, { forceZip64Format: options.zip64 ?? false });
  zip.end({ forceZip64Format: options.zip64 ?? false, comment: "" });
  return gathered(inPieces(zip.outputStream));
}

/** Both writers type their streams loosely. */
async function* inPieces(stream: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const part of stream) if (part instanceof Uint8Array) yield Buffer.from(part);
}

export type TarEntry = {
  readonly name: string;
  readonly data?: string | Buffer;
  readonly type?: "file" | "symlink" | "link" | "directory" | "fifo";
  readonly linkname?: string;
};

export function tarOf(entries: readonly TarEntry[]): Promise<Buffer> {
  const tar = pack();
  for (const { name, data = "", type = "file", linkname } of entries) {
    if (type === "file") tar.entry({ name }, Buffer.from(data));
    else tar.entry({ name, type, linkname: linkname ?? "" });
  }
  tar.finalize();
  return gathered(inPieces(tar));
}

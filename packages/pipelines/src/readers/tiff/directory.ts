import type { FileBytes } from "../file-bytes.ts";
import { counted, fault } from "../source.ts";

/** Values of one page's tags, by the tag's number. */
export type Directory = ReadonlyMap<number, readonly number[]>;

export type TiffLayout = { readonly littleEndian: boolean; readonly big: boolean; readonly pages: readonly Directory[] };

/** Bytes of the TIFF field types; 5 and 10 are fractions, of which the quotient is kept. */
const typeBytes: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
};
/** Tags that we read; private ones may hold megabytes. */
const wanted: ReadonlySet<number> = new Set([
  254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 282, 283, 284, 296, 317, 322, 324, 325, 339,
]);
const mostPages = 10_000;
const mostEntries = 4096;
/** Strips of a file with one row each, and room to spare. */
const mostValues = 4_000_000;

type Numbers = { readonly view: DataView; readonly littleEndian: boolean };

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const u64 = ({ view: at, littleEndian }: Numbers, offset: number): number => Number(at.getBigUint64(offset, littleEndian));

/** Reads the header and the tags of every page. Every number is checked against the file before anything is allocated. */
export async function readDirectories(file: FileBytes): Promise<TiffLayout> {
  if (file.size < 8) throw fault(file.size === 0 ? "empty" : "truncated", `the file has ${counted(file.size)} bytes, expected a TIFF`);
  const head = await file.read(0, Math.min(16, file.size));
  const order = head.toString("latin1", 0, 2);
  if (order !== "II" && order !== "MM")
    throw fault("unsupported", `the file begins with ${head.toString("hex", 0, 4)}, expected a TIFF (II or MM)`);
  const littleEndian = order === "II";
  const numbers = { view: view(head), littleEndian };
  const version = numbers.view.getUint16(2, littleEndian);
  if (version !== 42 && version !== 43) throw fault("unsupported", `the TIFF's version is ${version}, expected 42 or 43`);
  const big = version === 43;
  if (big && head.length < 16) throw fault("truncated", "the BigTIFF ends in its header");
  const pages: Directory[] = [];
  const seen = new Set<number>();
  for (let at = big ? u64(numbers, 8) : numbers.view.getUint32(4, littleEndian); at !== 0; ) {
    if (seen.has(at)) throw fault("corrupt", `page ${pages.length + 1} of the TIFF leads back to an earlier page`);
    if (pages.length >= mostPages) throw fault("tooLarge", `the TIFF has more than ${counted(mostPages)} pages`);
    seen.add(at);
    const { directory, next } = await readPage(file, at, { littleEndian, big });
    pages.push(directory);
    at = next;
  }
  if (pages.length === 0) throw fault("corrupt", "the TIFF has no page");
  return { littleEndian, big, pages };
}

type Form = { readonly littleEndian: boolean; readonly big: boolean };

async function readPage(file: FileBytes, at: number, { littleEndian, big }: Form): Promise<{ directory: Directory; next: number }> {
  const outside = (): Error =>
    fault("truncated", `the TIFF's list of tags would begin at byte ${counted(at)}, the file has ${counted(file.size)}`);
  const countBytes = big ? 8 : 2;
  if (at + countBytes > file.size) throw outside();
  const first = { view: view(await file.read(at, countBytes)), littleEndian };
  const count = big ? u64(first, 0) : first.view.getUint16(0, littleEndian);
  if (count === 0 || count > mostEntries) throw fault("corrupt", `the TIFF's list of tags has ${counted(count)} entries`);
  const entryBytes = big ? 20 : 12;
  const bytes = count * entryBytes + (big ? 8 : 4);
  if (at + countBytes + bytes > file.size) throw outside();
  const list = { view: view(await file.read(at + countBytes, bytes)), littleEndian };
  const directory = new Map<number, readonly number[]>();
  for (let i = 0; i < count; i++) {
    const entry = i * entryBytes;
    const tag = list.view.getUint16(entry, littleEndian);
    if (wanted.has(tag) && !directory.has(tag)) directory.set(tag, await readValues(file, list, entry, big));
  }
  const end = count * entryBytes;
  return { directory, next: big ? u64(list, end) : list.view.getUint32(end, littleEndian) };
}

async function readValues(file: FileBytes, list: Numbers, entry: number, big: boolean): Promise<readonly number[]> {
  const { littleEndian } = list;
  const tag = list.view.getUint16(entry, littleEndian);
  const type = list.view.getUint16(entry + 2, littleEndian);
  const size = typeBytes[type];
  if (size === undefined) throw fault("corrupt", `tag ${tag} of the TIFF has the unknown type ${type}`);
  const count = big ? u64(list, entry + 4) : list.view.getUint32(entry + 4, littleEndian);
  if (count > mostValues) throw fault("corrupt", `tag ${tag} of the TIFF has ${counted(count)} values`);
  const value = entry + (big ? 12 : 8);
  const bytes = count * size;
  const room = big ? 8 : 4;
  const at = bytes <= room ? -1 : big ? u64(list, value) : list.view.getUint32(value, littleEndian);
  if (at >= 0 && at + bytes > file.size)
    throw fault("truncated", `tag ${tag} of the TIFF reaches to byte ${counted(at + bytes)}, the file has ${counted(file.size)}`);
  const data = at < 0 ? list : { view: view(await file.read(at, bytes)), littleEndian };
  const from = at < 0 ? value : 0;
  return Array.from({ length: count }, (_, i) => number(data, from + i * size, type));
}

function number(data: Numbers, at: number, type: number): number {
  const { view: bytes, littleEndian } = data;
  if (type === 3) return bytes.getUint16(at, littleEndian);
  if (type === 4 || type === 13) return bytes.getUint32(at, littleEndian);
  if (type === 5) return bytes.getUint32(at, littleEndian) / bytes.getUint32(at + 4, littleEndian);
  if (type === 8) return bytes.getInt16(at, littleEndian);
  if (type === 9) return bytes.getInt32(at, littleEndian);
  if (type === 10) return bytes.getInt32(at, littleEndian) / bytes.getInt32(at + 4, littleEndian);
  if (type === 11) return bytes.getFloat32(at, littleEndian);
  if (type === 12) return bytes.getFloat64(at, littleEndian);
  if (type === 16 || type === 17) return u64(data, at);
  return bytes.getUint8(at);
}

import { byteWriter } from "./bytes.ts";

/** Rows of a scan from the top down. */
type Strip = { readonly rows: number; readonly data: Uint8Array | Uint16Array };

export type TiffOptions = {
  readonly width: number;
  readonly height: number;
  readonly bitDepth?: 8 | 16;
  readonly littleEndian?: boolean;
  /** Offsets of 64 bits. */
  readonly big?: boolean;
  /** Rows of a strip of the file. */
  readonly rowsPerStrip?: number;
  /** Dots an inch; left out: the file does not say. */
  readonly dpi?: number;
  /** White is 0: the samples are written the other way round. */
  readonly whiteIsZero?: boolean;
};

const types = { short: 3, long: 4, rational: 5, long8: 16 } as const;
type Entry = { readonly tag: number; readonly type: keyof typeof types; readonly values: readonly number[] };
const sizes = { short: 2, long: 4, rational: 8, long8: 8 } as const;

/** An uncompressed grey TIFF of one page (TIFF 6.0, BigTIFF) in pieces: the header first, then the strips as they come. Only the
 *  strip offsets are held in memory, so that a scan of 350 Mpx can be written to a file. */
export function* tiffChunks(options: TiffOptions, strips: Iterable<Strip>): Generator<Uint8Array> {
  const { width, height, bitDepth = 8, littleEndian = true, whiteIsZero = false } = options;
  const rowsPerStrip = Math.min(options.rowsPerStrip ?? 64, height);
  yield headerOf(options, rowsPerStrip);
  let written = 0;
  for (const { data, rows } of strips) {
    if (data.length !== rows * width) throw new RangeError(`a strip of ${rows} rows has ${data.length} samples, not ${rows * width}`);
    written += rows;
    yield samples(data, { bitDepth, littleEndian, whiteIsZero });
  }
  if (written !== height) throw new RangeError(`${written} rows were given, the image has ${height}`);
}

function headerOf(options: TiffOptions, rowsPerStrip: number): Uint8Array {
  const { width, height, bitDepth = 8, littleEndian = true, big = false, dpi, whiteIsZero = false } = options;
  const strips = Math.ceil(height / rowsPerStrip);
  const rowBytes = (width * bitDepth) / 8;
  const count = dpi === undefined ? 10 : 13;
  const at = big ? 16 : 8;
  const offsetType = big ? "long8" : "long";
  const heap = at + (big ? 8 + count * 20 + 8 : 2 + count * 12 + 4);
  const outside = strips > 1 ? strips * sizes[offsetType] + strips * 4 : 0;
  const data = heap + outside + (dpi === undefined ? 0 : big ? 0 : 16);
  const range = Array.from({ length: strips }, (_, i) => i);
  const entries: Entry[] = [
    { tag: 256, type: "long", values: [width] },
    { tag: 257, type: "long", values: [height] },
    { tag: 258, type: "short", values: [bitDepth] },
    { tag: 259, type: "short", values: [1] },
    { tag: 262, type: "short", values: [whiteIsZero ? 0 : 1] },
    { tag: 273, type: offsetType, values: range.map((i) => data + i * rowsPerStrip * rowBytes) },
    { tag: 277, type: "short", values: [1] },
    { tag: 278, type: "long", values: [rowsPerStrip] },
    { tag: 279, type: "long", values: range.map((i) => Math.min(rowsPerStrip, height - i * rowsPerStrip) * rowBytes) },
    { tag: 284, type: "short", values: [1] },
  ];
  if (dpi !== undefined)
    entries.splice(
      9,
      0,
      { tag: 282, type: "rational", values: [Math.round(dpi * 1000), 1000] },
      { tag: 283, type: "rational", values: [Math.round(dpi * 1000), 1000] },
    );
  if (dpi !== undefined) entries.push({ tag: 296, type: "short", values: [2] });
  return packed(entries, { littleEndian, big, at, heap, size: data });
}

type Layout = { littleEndian: boolean; big: boolean; at: number; heap: number; size: number };

function packed(entries: readonly Entry[], { littleEndian, big, at, heap, size }: Layout): Uint8Array {
  const out = byteWriter(size, littleEndian);
  const later: Entry[] = [];
  out.text(littleEndian ? "II" : "MM");
  out.u16(big ? 43 : 42);
  if (big) {
    out.u16(8);
    out.u16(0);
    out.u64(at);
    out.u64(entries.length);
  } else {
    out.u32(at);
    out.u16(entries.length);
  }
  const room = big ? 8 : 4;
  let free = heap;
  const write = (entry: Entry): void => {
    for (const value of entry.values) {
      if (entry.type === "short") out.u16(value);
      else if (entry.type === "long8") out.u64(value);
      else out.u32(value);
    }
  };
  for (const entry of entries) {
    const length = entry.type === "rational" ? entry.values.length / 2 : entry.values.length;
    const bytes = length * sizes[entry.type];
    out.u16(entry.tag);
    out.u16(types[entry.type]);
    if (big) out.u64(length);
    else out.u32(length);
    if (bytes <= room) {
      write(entry);
      out.skip(room - bytes);
    } else {
      if (big) out.u64(free);
      else out.u32(free);
      free += bytes;
      later.push(entry);
    }
  }
  if (big) out.u64(0);
  else out.u32(0);
  for (const entry of later) write(entry);
  return out.bytes;
}

type Form = { bitDepth: 8 | 16; littleEndian: boolean; whiteIsZero: boolean };

function samples(data: Strip["data"], { bitDepth, littleEndian, whiteIsZero }: Form): Uint8Array {
  const bytes = new Uint8Array((data.length * bitDepth) / 8);
  if (bitDepth === 8) {
    for (let i = 0; i < data.length; i++) bytes[i] = whiteIsZero ? 255 - (data[i] ?? 0) : (data[i] ?? 0);
    return bytes;
  }
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < data.length; i++) view.setUint16(2 * i, whiteIsZero ? 65535 - (data[i] ?? 0) : (data[i] ?? 0), littleEndian);
  return bytes;
}

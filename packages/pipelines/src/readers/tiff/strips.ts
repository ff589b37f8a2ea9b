import type { FileBytes } from "../file-bytes.ts";
import type { ScanHeader, ScanStrip } from "../source.ts";
import type { Place } from "./header.ts";

export type StripsOf = {
  readonly file: FileBytes;
  readonly header: ScanHeader;
  readonly places: readonly Place[];
  readonly littleEndian: boolean;
};

type Range = { from: number; length: number; at: number };

/** Where the rows of one band lie in the file: neighbours in the file are one read. */
function rangesOf({ header, places }: StripsOf, y: number, rows: number): Range[] {
  const rowBytes = (header.width * header.bitDepth) / 8;
  const ranges: Range[] = [];
  let top = 0;
  const perStrip = places[0]?.rows ?? header.height;
  for (let i = Math.floor(y / perStrip); i < places.length; i++) {
    top = i * perStrip;
    if (top >= y + rows) break;
    const place = places[i];
    if (place === undefined) break;
    const first = Math.max(y, top);
    const end = Math.min(y + rows, top + place.rows);
    const from = place.offset + (first - top) * rowBytes;
    const length = (end - first) * rowBytes;
    const last = ranges.at(-1);
    if (last !== undefined && last.from + last.length === from) last.length += length;
    else ranges.push({ from, length, at: (first - y) * rowBytes });
  }
  return ranges;
}

/** Bands of rows straight from the file, the next one being read while this one is worked on: two bands are all the memory. */
export async function* readStrips(source: StripsOf, rows: number, signal: AbortSignal | undefined): AsyncGenerator<ScanStrip> {
  const { header } = source;
  const rowBytes = (header.width * header.bitDepth) / 8;
  const buffers = [0, 1].map(() => Buffer.allocUnsafeSlow(Math.min(rows, header.height) * rowBytes));
  const load = async (y: number, into: Buffer): Promise<ScanStrip> => {
    const count = Math.min(rows, header.height - y);
    for (const { from, length, at } of rangesOf(source, y, count)) await source.file.into(into.subarray(at, at + length), from);
    return { y, rows: count, data: samplesOf(into.subarray(0, count * rowBytes), source) };
  };
  let turn = 0;
  const next = (y: number): Promise<ScanStrip> | null => {
    const buffer = buffers[turn];
    turn = 1 - turn;
    return y >= header.height || buffer === undefined ? null : load(y, buffer);
  };
  let pending = next(0);
  try {
    for (let y = 0; pending !== null; y += rows) {
      signal?.throwIfAborted();
      const strip = await pending;
      pending = next(y + rows);
      // Looked at when its turn comes; a reader that stops before must not leave it unhandled.
      pending?.catch(() => undefined);
      yield strip;
    }
  } finally {
    await pending?.catch(() => undefined);
  }
}

/** Bytes of the file as samples of this machine, 0 for black. */
function samplesOf(bytes: Buffer, { header, littleEndian }: StripsOf): Uint8Array | Uint16Array {
  if (header.bitDepth === 16 && !littleEndian) bytes.swap16();
  const data =
    header.bitDepth === 8
      ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
      : new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  if (header.whiteIsZero) turnRound(data, header.bitDepth === 8 ? 255 : 65_535);
  return data;
}

export function turnRound(data: Uint8Array | Uint16Array, white: number): void {
  for (let i = 0; i < data.length; i++) data[i] = white - (data[i] ?? 0);
}

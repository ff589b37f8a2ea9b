import { promisify } from "node:util";
import { inflateRaw, inflateRawSync } from "node:zlib";
import type { Locator } from "./archive.ts";
import type { ReadAhead } from "./read-ahead.ts";

const localHeaderBytes = 30;
const signature = 0x04034b50;
/** Room for name and extra field of most local headers, so that one read brings header and data. */
const headerGuess = 512;
/** Inflating this much takes well under a millisecond: cheaper than a hand-over to another thread. */
const smallBytes = 128 * 1024;
const inflate = promisify(inflateRaw);

/** One entry in one read: a stream of yauzl's costs 0.3 ms an entry, which 100,000 vignettes feel. */
export async function readSmallEntry(file: ReadAhead, { offset, packed, size, method }: Locator): Promise<Buffer> {
  const head = await file.read(offset, localHeaderBytes + headerGuess + packed);
  if (head.length < localHeaderBytes || head.readUInt32LE(0) !== signature) throw new Error("its local header is missing");
  const from = localHeaderBytes + head.readUInt16LE(26) + head.readUInt16LE(28);
  const data = from + packed <= head.length ? head.subarray(from, from + packed) : await file.read(offset + from, packed);
  if (data.length < packed) throw new Error("the zip ends before this file does");
  if (method === 0) return data;
  // One byte more than announced is enough to see that there is more.
  const options = { maxOutputLength: size + 1 };
  return size <= smallBytes ? inflateRawSync(data, options) : inflate(data, options);
}

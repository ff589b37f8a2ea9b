import { decodeWindows1252 } from "./windows1252.ts";

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** Length of the valid UTF-8 sequence at `at`; 0 when invalid; -1 when the bytes end inside one that may be valid. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (length === 0) return 0;
  const second = bytes[at + 1];
  if (second === undefined) return -1;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let i = 2; i < length; i += 1) {
    if (at + i >= bytes.length) return -1;
    if (!isContinuation(bytes[at + i])) return 0;
  }
  return length;
}

export const firstHighByte = (bytes: Uint8Array): number => {
  for (let i = 0; i < bytes.length; i += 1) if ((bytes[i] ?? 0) >= 0x80) return i;
  return -1;
};

/** More valid sequences than stray bytes: one bad byte does not make a UTF-8 table Windows-1252. */
export function looksLikeUtf8(bytes: Uint8Array): boolean {
  let valid = 0;
  let stray = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length > 1) valid += 1;
    else if (length === 0) stray += 1;
    if (length === -1) break;
    at += Math.max(length, 1);
  }
  return valid > stray;
}

/** How many bytes at the end belong to a sequence that the next chunk may finish (0-3). */
export function unfinishedTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    return byte >= 0xc2 && sequenceLength(bytes, bytes.length - back) === -1 ? back : 0;
  }
  return 0;
}

export type Utf8Part = { readonly text: string; readonly stray: number; readonly firstStray: number };

/** Decodes whole sequences; bytes that are not UTF-8 are read as Windows-1252 and counted, so nothing is lost. */
export function decodeUtf8(bytes: Uint8Array): Utf8Part {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), stray: 0, firstStray: -1 };
  } catch {
    return decodeMixed(bytes);
  }
}

function decodeMixed(bytes: Uint8Array): Utf8Part {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let text = "";
  let stray = 0;
  let firstStray = -1;
  let good = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += decoder.decode(bytes.subarray(good, at)) + decodeWindows1252(bytes.subarray(at, at + 1));
    if (stray === 0) firstStray = at;
    stray += 1;
    at += 1;
    good = at;
  }
  return { text: text + decoder.decode(bytes.subarray(good)), stray, firstStray };
}

import { decodeUtf8, firstHighByte, looksLikeUtf8, unfinishedTail } from "./utf8.ts";
import { decodeWindows1252 } from "./windows1252.ts";

/** "ascii" until a byte tells more: it reads the same in every other one but UTF-16. */
export type Encoding = "ascii" | "utf-8" | "utf-8-bom" | "utf-16le" | "utf-16be" | "windows-1252";

export type DecodeReport = {
  readonly encoding: Encoding;
  /** Bytes inside UTF-8 that are not UTF-8; they were read as Windows-1252. */
  readonly strayBytes: number;
  /** Offset in the file of the first of them, -1 for none. */
  readonly firstStray: number;
};

export type Decoder = {
  readonly push: (bytes: Uint8Array) => string;
  readonly end: () => string;
  readonly report: () => DecodeReport;
};

/** Enough to tell UTF-8 from Windows-1252 after the first byte above 127. */
const evidence = 65_536;

function concatBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

type Start = { readonly encoding: Encoding; readonly skip: number };

function sniff(head: Uint8Array): Start {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8-bom", skip: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", skip: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", skip: 2 };
  if (a && b === 0 && c && d === 0) return { encoding: "utf-16le", skip: 0 };
  if (a === 0 && b && c === 0 && d) return { encoding: "utf-16be", skip: 0 };
  return { encoding: "ascii", skip: 0 };
}

/** Detects the encoding while it decodes; holds at most 64 KiB. */
export function createDecoder(): Decoder {
  let encoding: Encoding | null = null;
  let held: Uint8Array = new Uint8Array(0);
  let consumed = 0;
  let strayBytes = 0;
  let firstStray = -1;
  let wide: InstanceType<typeof TextDecoder> | null = null;

  const utf8 = (bytes: Uint8Array, last: boolean): string => {
    const tail = last ? 0 : unfinishedTail(bytes);
    const part = decodeUtf8(bytes.subarray(0, bytes.length - tail));
    if (part.stray > 0 && firstStray < 0) firstStray = consumed + part.firstStray;
    strayBytes += part.stray;
    held = bytes.slice(bytes.length - tail);
    consumed += bytes.length - tail;
    return part.text;
  };

  const ascii = (bytes: Uint8Array, last: boolean): string => {
    const high = firstHighByte(bytes);
    const plain = decodeUtf8(high < 0 ? bytes : bytes.subarray(0, high)).text;
    consumed += plain.length;
    held = high < 0 ? new Uint8Array(0) : bytes.slice(high);
    if (held.length === 0 || (held.length < evidence && !last)) return plain;
    encoding = looksLikeUtf8(held) ? "utf-8" : "windows-1252";
    return plain + decode(held, last);
  };

  const decode = (bytes: Uint8Array, last: boolean): string => {
    held = new Uint8Array(0);
    if (encoding === "ascii") return ascii(bytes, last);
    if (encoding === "windows-1252") return decodeWindows1252(bytes);
    if (wide) return wide.decode(bytes, { stream: !last });
    return utf8(bytes, last);
  };

  const open = (bytes: Uint8Array): Uint8Array => {
    const start = sniff(bytes);
    encoding = start.encoding;
    if (encoding === "utf-16le" || encoding === "utf-16be") wide = new TextDecoder(encoding, { ignoreBOM: true });
    consumed = start.skip;
    return bytes.subarray(start.skip);
  };

  const step = (bytes: Uint8Array, last: boolean): string => {
    const all = concatBytes(held, bytes);
    if (encoding !== null) return decode(all, last);
    if (all.length < 4 && !last) {
      held = all.slice();
      return "";
    }
    return decode(open(all), last);
  };

  return {
    push: (bytes) => step(bytes, false),
    end: () => step(new Uint8Array(0), true),
    report: () => ({ encoding: encoding ?? "ascii", strayBytes, firstStray }),
  };
}

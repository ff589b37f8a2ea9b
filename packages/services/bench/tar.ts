import { closeSync, openSync, readSync } from "node:fs";

export type Packed = { readonly name: string; readonly offset: number; readonly length: number };

/** Regular files of a plain tar, with where their bytes lie. */
export function* filesOf(path: string): Generator<Packed> {
  const file = openSync(path, "r");
  const header = Buffer.alloc(512);
  try {
    for (let at = 0; readSync(file, header, 0, 512, at) === 512 && header[0] !== 0; ) {
      const end = header.indexOf(0);
      const name = header.subarray(0, Math.min(100, end)).toString("latin1");
      const length = Number.parseInt(header.subarray(124, 135).toString("latin1"), 8);
      if (header[156] === 0x30 || header[156] === 0) yield { name, offset: at + 512, length };
      at += 512 + Math.ceil(length / 512) * 512;
    }
  } finally {
    closeSync(file);
  }
}

/** Width and height from the frame header of a baseline or progressive JPEG. */
export function jpegSize(bytes: Buffer): { width: number; height: number } {
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc3) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
  }
  throw new Error("a JPEG without a frame header");
}

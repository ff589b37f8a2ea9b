import { crc32 } from "node:zlib";
import { err, ok, type Result } from "@nauplius/domain";
import type { ImageHeader, ImageRefusal } from "./types.ts";

/** Samples a pixel by colour type: grey, RGB, palette (counted as RGB), grey + alpha, RGBA. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 };

type Facts = { significantBits?: number; transparent: boolean; frames: number; data: number };

const refuse = (code: ImageRefusal["code"], message: string): Result<never, ImageRefusal> => err({ code, message });

/** Walks all chunks of a PNG and checks their sums, so that a file that ends early or was damaged is named as such. */
export function readPngHeader(bytes: Uint8Array): Result<ImageHeader, ImageRefusal> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const facts: Facts = { transparent: false, frames: 1, data: 0 };
  let at = 8;
  let header: ImageHeader | undefined;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString("latin1");
    if (!/^[A-Za-z]{4}$/.test(type)) return refuse("corrupt", `its PNG holds no chunk at byte ${at}`);
    const end = at + 8 + length;
    if (end + 4 > bytes.length)
      return refuse("truncated", `its PNG chunk ${type} says ${length} bytes, the file has ${bytes.length - at - 8} more`);
    if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end))
      return refuse("corrupt", `the checksum of its PNG chunk ${type} at byte ${at} is wrong`);
    const body = new DataView(bytes.buffer, bytes.byteOffset + at + 8, length);
    if (header === undefined) {
      if (type !== "IHDR" || length !== 13) return refuse("corrupt", `its PNG begins with a chunk ${type}, expected IHDR`);
      header = headerOf(body);
    }
    noteChunk(type, body, facts);
    if (type === "IEND") return facts.data === 0 ? refuse("corrupt", "its PNG holds no pixels") : finish(header, facts);
    at = end + 4;
  }
  return refuse("truncated", `its PNG ends after ${bytes.length.toLocaleString("en")} bytes, before its end chunk`);
}

function headerOf(body: DataView): ImageHeader {
  const colour = body.getUint8(9);
  return {
    format: "png",
    width: body.getUint32(0),
    height: body.getUint32(4),
    channels: CHANNELS[colour] ?? 0,
    bitDepth: body.getUint8(8),
    sample: "uint",
    alpha: colour >= 4,
    pages: 1,
    orientation: 1,
    space: colour === 0 || colour === 4 ? "grey" : "colour",
  };
}

function noteChunk(type: string, body: DataView, facts: Facts): void {
  if (type === "IDAT") facts.data += body.byteLength;
  if (type === "tRNS") facts.transparent = true;
  if (type === "acTL" && body.byteLength >= 4) facts.frames = Math.max(1, body.getUint32(0));
  if (type === "sBIT" && body.byteLength >= 1) facts.significantBits = body.getUint8(0);
}

function finish(header: ImageHeader, facts: Facts): Result<ImageHeader, ImageRefusal> {
  if (header.channels === 0) return refuse("corrupt", "its PNG header says an unknown colour type");
  const added = facts.transparent && !header.alpha ? 1 : 0;
  const { significantBits } = facts;
  return ok({
    ...header,
    channels: header.channels + added,
    alpha: header.alpha || facts.transparent,
    pages: facts.frames,
    ...(significantBits !== undefined && significantBits > 0 && significantBits <= header.bitDepth && { significantBits }),
  });
}

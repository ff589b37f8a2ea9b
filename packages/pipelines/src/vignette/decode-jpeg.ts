/// <reference path="./codec.d.ts" />
import openCodec, { type JpegDecoder } from "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs";
import { err, ok, type Result } from "@nauplius/domain";
import type { Pixels } from "@nauplius/imaging";
import type { JpegHeader } from "./jpeg-header.ts";
import type { ImageRefusal } from "./types.ts";

/** Larger images would grow the module's memory for good; sharp decodes them as fast. */
const MAX_PIXELS = 4_000_000;
/** Each exception leaks a few bytes inside the module: it is replaced now and then. */
const FAILURES_A_MODULE = 1000;

let decoder: Promise<JpegDecoder> | undefined;
let failures = 0;

const openDecoder = async (): Promise<JpegDecoder> => new (await openCodec()).JPEGDecoder();

export const isFastJpeg = (header: JpegHeader): boolean =>
  header.plain && header.orientation === 1 && header.width * header.height <= MAX_PIXELS;

/** True when the end marker stands within the last bytes (some writers pad after it). */
const hasEnd = (bytes: Uint8Array): boolean => {
  const tail = bytes.subarray(Math.max(2, bytes.length - 4096));
  for (let i = tail.length - 2; i >= 0; i--) if (tail[i] === 0xff && tail[i + 1] === 0xd9) return true;
  return false;
};

/** Decodes a small JPEG by libjpeg-turbo in WebAssembly: 20 times sharp's rate, for sharp's cost is in the call. It takes a warning
 *  for a refusal, so that a picture whose data are damaged is never stored as if it were whole. */
export async function decodeJpeg(bytes: Uint8Array, header: JpegHeader): Promise<Result<Pixels, ImageRefusal>> {
  decoder ??= openDecoder();
  const jpeg = await decoder;
  try {
    jpeg.getEncodedBuffer(bytes.length).set(bytes);
    jpeg.decode();
  } catch {
    failures += 1;
    if (failures % FAILURES_A_MODULE === 0) decoder = undefined;
    return hasEnd(bytes)
      ? err({ code: "corrupt", message: "its JPEG data are damaged: libjpeg-turbo does not find the pixels that the header promises" })
      : err({ code: "truncated", message: `its JPEG data end after ${bytes.length.toLocaleString("en")} bytes, before the end marker` });
  }
  const { width, height, componentCount } = jpeg.getFrameInfo();
  const channels = header.channels === 1 ? 1 : 3;
  const decoded = jpeg.getDecodedBuffer();
  if (width !== header.width || height !== header.height || componentCount !== channels || decoded.length < width * height * channels) {
    return err({
      code: "corrupt",
      message: `its JPEG decodes to ${width} x ${height}, its header says ${header.width} x ${header.height}`,
    });
  }
  return ok({ data: decoded.slice(0, width * height * channels), width, height, channels });
}

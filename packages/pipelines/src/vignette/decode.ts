import { err, ok, type Result } from "@nauplius/domain";
import { decodeBmp, type Grey, plainTone, toGrey } from "@nauplius/imaging";
import type { Decoded } from "./decode-sharp.ts";
import { inspectImage } from "./inspect.ts";
import { readJpegHeader } from "./jpeg-header.ts";
import { once } from "./once.ts";
import { defaultLimits, type ImageHeader, type ImageRefusal, type VignetteLimits, type VignetteProfile } from "./types.ts";

export type DecodedImage = Decoded & {
  readonly header: ImageHeader;
  /** How the pixels differ from what a browser would show of the file, in words. */
  readonly changes: readonly string[];
};

const smallJpegs = once(() => import("./decode-jpeg.ts"));
const libvips = once(() => import("./decode-sharp.ts"));

const BROWSER = new Set<string>(["png", "jpeg", "gif", "webp"]);

function changesOf(header: ImageHeader, { transparent, tone }: Decoded): string[] {
  const changes: string[] = [];
  if (header.pages > 1) changes.push(`first of ${header.pages.toLocaleString("en")} ${header.format === "tiff" ? "pages" : "frames"}`);
  if (header.bitDepth > 8) {
    const kind = header.sample === "float" ? "floating point" : `${header.bitDepth} bits`;
    changes.push(`${kind} to 8 bits (${tone.low} to ${tone.high})`);
  }
  if (header.space === "cmyk") changes.push("CMYK to RGB");
  if (header.orientation > 1) changes.push(`turned upright (EXIF orientation ${header.orientation})`);
  if (transparent) changes.push("laid on its background");
  if (!BROWSER.has(header.format)) changes.push(`${header.format.toUpperCase()} to PNG`);
  return changes;
}

async function decodePixels(
  bytes: Uint8Array,
  header: ImageHeader,
  limits: VignetteLimits,
  profile: VignetteProfile,
): Promise<Result<Decoded, ImageRefusal>> {
  if (header.format === "bmp") {
    const pixels = decodeBmp(bytes);
    if (typeof pixels !== "string") return ok({ pixels, tone: plainTone, transparent: false });
    const code = /end|cut short|missing/.test(pixels) ? "truncated" : "corrupt";
    return err({ code, message: `its BMP cannot be decoded: ${pixels}` });
  }
  if (header.format === "jpeg") {
    const { decodeJpeg, isFastJpeg } = await smallJpegs();
    const jpeg = readJpegHeader(bytes);
    if (jpeg.ok && isFastJpeg(jpeg.value)) {
      const pixels = await decodeJpeg(bytes, jpeg.value);
      return pixels.ok ? ok({ pixels: pixels.value, tone: plainTone, transparent: false }) : pixels;
    }
  }
  const { decodeSharp } = await libvips();
  return decodeSharp(bytes, header, limits, profile);
}

/** Decodes every pixel of an image (the first page or frame) to upright 8-bit grey or RGB, or says why not. Runs on the calling
 *  thread: for files that people sent, call it inside a pool. */
export async function decodeImage(
  bytes: Uint8Array,
  limits: VignetteLimits = defaultLimits,
  profile: VignetteProfile = {},
): Promise<Result<DecodedImage, ImageRefusal>> {
  const header = await inspectImage(bytes, limits);
  if (!header.ok) return header;
  const decoded = await decodePixels(bytes, header.value, limits, profile);
  if (!decoded.ok) return decoded;
  return ok({ ...decoded.value, header: header.value, changes: changesOf(header.value, decoded.value) });
}

/** The grey pixels of an image, for measuring. */
export async function decodeGrey(bytes: Uint8Array, limits: VignetteLimits = defaultLimits): Promise<Result<Grey, ImageRefusal>> {
  const image = await decodeImage(bytes, limits);
  return image.ok ? ok(toGrey(image.value.pixels)) : image;
}

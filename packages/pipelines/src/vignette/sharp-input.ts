import { err, ok, type Result } from "@nauplius/domain";
import sharp, { type Metadata, type Sharp } from "sharp";
import type { ImageFormat, ImageHeader, ImageRefusal, VignetteLimits } from "./types.ts";

// One decoding thread a call: the pool has a process per core. No cache: no image comes twice.
sharp.concurrency(1);
sharp.cache(false);

/** libtiff warns about every private tag, so a TIFF fails on errors only. */
export const openSharp = (bytes: Uint8Array, format: ImageFormat, limits: VignetteLimits): Sharp =>
  sharp(bytes, {
    failOn: format === "tiff" || format === "png" ? "error" : "warning",
    limitInputPixels: limits.maxPixels,
    pages: 1,
    ...(format !== "png" && format !== "jpeg" && { page: 0 }),
  });

/** Names a fault of libvips: what ends early is truncated, everything else is damaged. */
export function refusalOf(error: unknown, format: ImageFormat): ImageRefusal {
  const first = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  const text = first.replace(/\s+/g, " ").slice(0, 200);
  if (/exceeds pixel limit/i.test(text))
    return { code: "tooLarge", message: `its ${format.toUpperCase()} is larger than the limit on pixels` };
  const ends =
    /premature end|truncat|unexpected end|end of (file|stream|image)|EOF|read error|not enough|too short|out of data|insufficient/i;
  return ends.test(text)
    ? { code: "truncated", message: `its ${format.toUpperCase()} data end early (${text})` }
    : { code: "corrupt", message: `its ${format.toUpperCase()} cannot be decoded (${text})` };
}

const DEPTHS: Readonly<Record<string, readonly [ImageHeader["sample"], number]>> = {
  uchar: ["uint", 8],
  char: ["int", 8],
  ushort: ["uint", 16],
  short: ["int", 16],
  uint: ["uint", 32],
  int: ["int", 32],
  float: ["float", 32],
  double: ["float", 64],
};

const spaceOf = (metadata: Metadata): ImageHeader["space"] => {
  if (metadata.space === "cmyk") return "cmyk";
  return (metadata.channels ?? 3) - (metadata.hasAlpha ? 1 : 0) === 1 ? "grey" : "colour";
};

/** Header of a GIF, WebP or TIFF as libvips reads it. */
export async function readSharpHeader(bytes: Uint8Array, format: ImageFormat): Promise<Result<ImageHeader, ImageRefusal>> {
  try {
    // Without a limit here: the sentence about the limit is ours, and the header alone costs nothing.
    const metadata = await sharp(bytes, { limitInputPixels: false, failOn: "error" }).metadata();
    const [sample, depth] = DEPTHS[metadata.depth ?? "uchar"] ?? ["uint", 8];
    if (metadata.depth === "complex" || metadata.depth === "dpcomplex") {
      return err({ code: "unsupported", message: "its samples are complex numbers, expected integers or floating point" });
    }
    return ok({
      format,
      width: metadata.width,
      height: metadata.pageHeight ?? metadata.height,
      channels: metadata.channels ?? 3,
      bitDepth: metadata.bitsPerSample !== undefined && depth <= 16 ? metadata.bitsPerSample : depth,
      sample,
      alpha: metadata.hasAlpha ?? false,
      pages: metadata.pages ?? 1,
      orientation: metadata.orientation ?? 1,
      space: spaceOf(metadata),
    });
  } catch (error) {
    return err(refusalOf(error, format));
  }
}

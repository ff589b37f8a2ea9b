import { err, ok, type Result } from "@nauplius/domain";
import { readBmpHeader } from "@nauplius/imaging";
import { missingEnd } from "./container-end.ts";
import { readJpegHeader } from "./jpeg-header.ts";
import { overLimit } from "./limits.ts";
import { once } from "./once.ts";
import { readPngHeader } from "./png-header.ts";
import { sniffFormat } from "./sniff.ts";
import { defaultLimits, type ImageFormat, type ImageHeader, type ImageRefusal, type VignetteLimits } from "./types.ts";

const libvips = once(() => import("./sharp-input.ts"));

function bmpHeader(bytes: Uint8Array): Result<ImageHeader, ImageRefusal> {
  const header = readBmpHeader(bytes);
  if (typeof header === "string") return err({ code: "corrupt", message: `its BMP says ${header}` });
  return ok({
    format: "bmp",
    width: header.width,
    height: header.height,
    channels: 3,
    bitDepth: Math.min(header.bits, 8),
    sample: "uint",
    alpha: false,
    pages: 1,
    orientation: 1,
    space: "colour",
  });
}

async function headerOf(bytes: Uint8Array, format: ImageFormat): Promise<Result<ImageHeader, ImageRefusal>> {
  if (format === "jpeg") return readJpegHeader(bytes);
  if (format === "png") return readPngHeader(bytes);
  if (format === "bmp") return bmpHeader(bytes);
  const missing = missingEnd(bytes, format);
  if (missing !== undefined) return err({ code: "truncated", message: missing });
  const { readSharpHeader } = await libvips();
  return readSharpHeader(bytes, format);
}

/** What an image is, by its content: its header, or why it is refused. No pixel is decoded. */
export async function inspectImage(bytes: Uint8Array, limits: VignetteLimits = defaultLimits): Promise<Result<ImageHeader, ImageRefusal>> {
  const format = sniffFormat(bytes);
  if (!format.ok) return format;
  const header = await headerOf(bytes, format.value);
  if (!header.ok) return header;
  const refusal = overLimit(header.value, bytes.length, limits);
  return refusal === undefined ? header : err(refusal);
}

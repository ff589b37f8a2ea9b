import type { Pixels } from "@nauplius/imaging";
import sharp, { type Sharp } from "sharp";
import type { Encoded } from "./types.ts";

const fromPixels = ({ data, width, height, channels }: Pixels): Sharp => {
  const image = sharp(data, { raw: { width, height, channels } });
  return channels === 1 ? image.toColourspace("b-w") : image;
};

/** Lossless; the same pixels give the same bytes. Level 3 takes 3 % more room than 6 and a quarter less time (ZooScan vignettes). */
export async function encodePng(pixels: Pixels): Promise<Encoded> {
  const { data, info } = await fromPixels(pixels)
    .png({ compressionLevel: 3, adaptiveFiltering: true })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, mime: "image/png", width: info.width, height: info.height };
}

export async function encodeJpeg(pixels: Pixels, quality = 90): Promise<Encoded> {
  const { data, info } = await fromPixels(pixels).jpeg({ quality }).toBuffer({ resolveWithObject: true });
  return { bytes: data, mime: "image/jpeg", width: info.width, height: info.height };
}

/** A smaller JPEG whose longest side is `side` pixels, for pages: measuring and networks use the vignette itself. */
export async function thumbnail(pixels: Pixels, side: number): Promise<Encoded> {
  const image = fromPixels(pixels).resize({ width: side, height: side, fit: "inside", withoutEnlargement: true });
  const { data, info } = await image.jpeg({ quality: 90 }).toBuffer({ resolveWithObject: true });
  return { bytes: data, mime: "image/jpeg", width: info.width, height: info.height };
}

/** Enlarged or reduced by a factor with a cubic kernel; sizes are cut to whole pixels as EcoTaxa does. */
export async function resizeBy(pixels: Pixels, factor: number): Promise<Pixels> {
  if (factor === 1) return pixels;
  const width = Math.max(1, Math.trunc(pixels.width * factor));
  const height = Math.max(1, Math.trunc(pixels.height * factor));
  const { data } = await fromPixels(pixels)
    .resize({ width, height, fit: "fill", kernel: "cubic" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width, height, channels: pixels.channels };
}

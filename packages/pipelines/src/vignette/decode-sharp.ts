import { err, ok, type Result } from "@nauplius/domain";
import { applyTone, borderGrey, flattenAlpha, type Pixels, plainTone, type Tone, toGrey, toneOf16, toneOfFloat } from "@nauplius/imaging";
import type { OutputInfo, Sharp } from "sharp";
import { openSharp, refusalOf } from "./sharp-input.ts";
import type { ImageHeader, ImageRefusal, VignetteLimits, VignetteProfile } from "./types.ts";

export type Decoded = {
  readonly pixels: Pixels;
  readonly tone: Tone;
  /** Some pixel lets the background through. */
  readonly transparent: boolean;
};

type Raw = {
  readonly samples: Uint8Array;
  readonly tone: Tone;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
};

const isDeep = (header: ImageHeader): boolean => header.bitDepth > 8;

const raw = async (image: Sharp, depth: "uchar" | "ushort" | "float"): Promise<{ data: Buffer; info: OutputInfo }> =>
  image.raw({ depth }).toBuffer({ resolveWithObject: true });

/** 16-bit samples keep their 16 bits through libvips and become 8 by our own rule, not by its shift. */
async function readDeep(image: Sharp, header: ImageHeader, profile: VignetteProfile): Promise<Raw> {
  const { data, info } = await raw(image.toColourspace(header.space === "grey" ? "grey16" : "rgb16"), "ushort");
  const samples = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  const tone = toneOf16(samples, profile.significantBits ?? header.significantBits);
  return { samples: applyTone(samples, tone), tone, width: info.width, height: info.height, channels: info.channels };
}

async function readFloat(image: Sharp): Promise<Raw> {
  const { data, info } = await raw(image.toColourspace("b-w"), "float");
  const samples = new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  const tone = toneOfFloat(samples);
  return { samples: applyTone(samples, tone), tone, width: info.width, height: info.height, channels: info.channels };
}

async function readPlain(image: Sharp, header: ImageHeader): Promise<Raw> {
  // libvips drops alpha with the "b-w" space, so grey with alpha comes as four channels.
  const { data, info } = await raw(header.space === "grey" && !header.alpha ? image.toColourspace("b-w") : image, "uchar");
  const samples = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { samples, tone: plainTone, width: info.width, height: info.height, channels: info.channels };
}

const read = (image: Sharp, header: ImageHeader, profile: VignetteProfile): Promise<Raw> => {
  if (header.bitDepth > 16 && header.space === "grey" && !header.alpha) return readFloat(image);
  return isDeep(header) && header.bitDepth <= 16 ? readDeep(image, header, profile) : readPlain(image, header);
};

/** The background that transparency shows: what the opaque border has, else white behind dark organisms and black behind light ones. */
function backgroundBehind(samples: Uint8Array, width: number, height: number, channels: 2 | 4): number {
  const alphaAt = (pixel: number) => samples[pixel * channels + channels - 1] ?? 255;
  const opaque = flattenAlpha(samples, { width, height, channels }, 0);
  const grey = toGrey(opaque);
  let border = 0;
  let clear = 0;
  for (let x = 0; x < width; x++) {
    border += 2;
    clear += (alphaAt(x) < 255 ? 1 : 0) + (alphaAt((height - 1) * width + x) < 255 ? 1 : 0);
  }
  if (2 * clear < border) return borderGrey(grey);
  let light = 0;
  let count = 0;
  for (let i = 0; i < grey.data.length; i++) {
    if (alphaAt(i) < 128) continue;
    light += grey.data[i] ?? 0;
    count += 1;
  }
  return count > 0 && light / count > 128 ? 0 : 255;
}

function withoutAlpha(image: Raw, header: ImageHeader): Decoded {
  const { samples, tone, width, height, channels } = image;
  if (channels === 1 || channels === 3) return { pixels: { data: samples, width, height, channels }, tone, transparent: false };
  if (channels !== 2 && channels !== 4) throw new RangeError(`${channels} channels after decoding`);
  let transparent = false;
  for (let i = channels - 1; i < samples.length && !transparent; i += channels) transparent = samples[i] !== 255;
  const background = transparent ? backgroundBehind(samples, width, height, channels) : 255;
  const flat = flattenAlpha(samples, { width, height, channels }, background);
  return { pixels: header.space === "grey" ? toGrey(flat) : flat, tone, transparent };
}

/** Decodes everything that the small JPEG decoder does not: first page, upright, colour-managed to sRGB, 8 bits. */
export async function decodeSharp(
  bytes: Uint8Array,
  header: ImageHeader,
  limits: VignetteLimits,
  profile: VignetteProfile = {},
): Promise<Result<Decoded, ImageRefusal>> {
  try {
    const image = openSharp(bytes, header.format, limits);
    return ok(withoutAlpha(await read(header.orientation > 1 ? image.autoOrient() : image, header, profile), header));
  } catch (error) {
    return err(refusalOf(error, header.format));
  }
}

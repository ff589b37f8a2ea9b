import type { Footer, Polarity, Tone } from "@nauplius/imaging";

export const imageFormats = {
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  bmp: "image/bmp",
  webp: "image/webp",
  tiff: "image/tiff",
} as const;

export type ImageFormat = keyof typeof imageFormats;

/** Why an image is not taken. `message` is a sentence without the file's name: what was got, what was expected. */
export type ImageRefusal = {
  readonly code: "empty" | "unsupported" | "truncated" | "corrupt" | "tooLarge" | "bomb" | "crashed" | "timedOut";
  readonly message: string;
};

/** What an image says about itself, before any pixel is decoded. */
export type ImageHeader = {
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
  /** Samples a pixel as stored, alpha included (a palette counts as its colours). */
  readonly channels: number;
  /** Bits a sample as stored. */
  readonly bitDepth: number;
  readonly sample: "uint" | "int" | "float";
  readonly alpha: boolean;
  /** Pages of a TIFF, frames of an animation; the first one is used. */
  readonly pages: number;
  /** EXIF orientation, 1 = upright. */
  readonly orientation: number;
  /** Bits in use, where the file says so. */
  readonly significantBits?: number;
  readonly space: "grey" | "colour" | "cmyk";
};

/** What is known about a batch's images beforehand. */
export type VignetteProfile = {
  /** `detect` (the default) cuts a footer that is found; `none` keeps every row; a number cuts so many, whatever they show. */
  readonly footer?: "detect" | "none" | number;
  /** Height that `compute_vignette.txt` gives footers; used when one is found. */
  readonly footerRows?: number;
  /** Bits in use of 16-bit samples (10, 12, 14...), instead of 12 or 16 by the brightest pixel. */
  readonly significantBits?: number;
};

export type ImageInput = { readonly name: string; readonly bytes: Uint8Array; readonly profile?: VignetteProfile };

export type Encoded = { readonly bytes: Uint8Array; readonly mime: string; readonly width: number; readonly height: number };

export type DerivedVignette = {
  readonly ok: true;
  readonly name: string;
  /** Of the original bytes, hexadecimal. */
  readonly sha256: string;
  readonly mime: string;
  readonly header: ImageHeader;
  /** The clean, browser-ready vignette; `bytes` null: the original, byte for byte. */
  readonly vignette: Omit<Encoded, "bytes"> & { readonly bytes: Uint8Array | null };
  /** A smaller picture for the page when the vignette's longest side exceeds the limit. */
  readonly display: Encoded | null;
  readonly footer: (Omit<Footer, "how"> & { readonly how: Footer["how"] | "profile" }) | null;
  /** From the scale bar that was cut, within about 2 %: a hint, not a calibration. */
  readonly pixelsPerMm: number | null;
  readonly polarity: Polarity;
  /** Median grey of the vignette's outermost pixels. */
  readonly background: number;
  /** How samples became 8 bits. */
  readonly tone: Tone;
  /** What was done to the original, in words: empty when nothing was. */
  readonly changes: readonly string[];
};

export type RefusedImage = { readonly ok: false; readonly name: string; readonly refused: ImageRefusal };

export type VignetteLimits = {
  readonly maxPixels: number;
  /** Bytes of the decoded samples: 16-bit colour weighs six times 8-bit grey. */
  readonly maxDecodedBytes: number;
  /** Above `bombPixels`, more pixels a byte of file than any picture of the sea. */
  readonly bombPixels: number;
  readonly bombPixelsPerByte: number;
  readonly displaySide: number;
  /** Time for one image. */
  readonly imageMs: number;
};

export const defaultLimits: VignetteLimits = {
  maxPixels: 100_000_000,
  maxDecodedBytes: 600 * 1024 * 1024,
  bombPixels: 16_000_000,
  bombPixelsPerByte: 900,
  displaySide: 2048,
  imageMs: 30_000,
};

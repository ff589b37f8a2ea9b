import type { ImageHeader, ImageRefusal, VignetteLimits } from "./types.ts";

const count = (value: number): string => value.toLocaleString("en");

/** Says no to an image by its header, before a pixel of it is decoded. */
export function overLimit(header: ImageHeader, fileBytes: number, limits: VignetteLimits): ImageRefusal | undefined {
  const { width, height, channels, bitDepth } = header;
  const pixels = width * height;
  const size = `${count(width)} x ${count(height)} pixels`;
  if (pixels === 0) return { code: "corrupt", message: `its header says ${size}` };
  if (pixels > limits.maxPixels) {
    return { code: "tooLarge", message: `its header says ${size} (${count(pixels)}), expected at most ${count(limits.maxPixels)}` };
  }
  const decoded = pixels * Math.max(3, channels) * Math.max(1, bitDepth / 8);
  if (decoded > limits.maxDecodedBytes) {
    const mebibytes = (value: number) => count(Math.round(value / 1024 / 1024));
    return {
      code: "tooLarge",
      message: `${size} of ${bitDepth} bits are ${mebibytes(decoded)} MiB decoded, expected at most ${mebibytes(limits.maxDecodedBytes)} MiB`,
    };
  }
  if (pixels > limits.bombPixels && pixels / fileBytes > limits.bombPixelsPerByte) {
    return {
      code: "bomb",
      message: `its header says ${size} in a file of ${count(fileBytes)} bytes: nothing but a decompression bomb packs so well`,
    };
  }
  return undefined;
}

import type { ImageFormat } from "./types.ts";

const bytesText = (count: number): string => `${count.toLocaleString("en")} bytes`;

/** Libvips takes a WebP or TIFF that ends early for no image at all; their own headers tell. Undefined when nothing is missing. */
export function missingEnd(bytes: Uint8Array, format: ImageFormat): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (format === "webp") {
    const said = view.getUint32(4, true) + 8;
    return said > bytes.length ? `its WebP header says ${bytesText(said)}, the file has ${bytesText(bytes.length)}` : undefined;
  }
  if (format !== "tiff") return undefined;
  const little = view.getUint8(0) === 0x49;
  const big = view.getUint16(2, little) === 43;
  if (bytes.length < (big ? 16 : 8)) return `its TIFF header ends after ${bytesText(bytes.length)}`;
  const first = big ? Number(view.getBigUint64(8, little)) : view.getUint32(4, little);
  if (first + 2 > bytes.length)
    return `its TIFF directory should begin at byte ${first.toLocaleString("en")}, the file has ${bytesText(bytes.length)}`;
  const entries = big ? 0 : view.getUint16(first, little);
  const end = first + 2 + entries * 12;
  return end > bytes.length
    ? `its TIFF directory should end at byte ${end.toLocaleString("en")}, the file has ${bytesText(bytes.length)}`
    : undefined;
}

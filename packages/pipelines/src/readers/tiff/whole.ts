import sharp from "sharp";
import { refusalOf } from "../../vignette/sharp-input.ts";
import { counted, ReaderFault, type ScanHeader, type ScanStrip } from "../source.ts";
import type { ScanLimits } from "./header.ts";

/** Compressed and tiled files: libvips decodes the whole image, one channel forced (a 1-channel file otherwise comes out as three). */
export async function* decodeWhole(
  path: string,
  { header, limits }: { header: ScanHeader; limits: ScanLimits },
  rows: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<ScanStrip> {
  signal?.throwIfAborted();
  const deep = header.bitDepth === 16;
  const decoded = await sharp(path, { limitInputPixels: limits.maxPixels, failOn: "error", page: 0, pages: 1 })
    .toColourspace(deep ? "grey16" : "b-w")
    .raw({ depth: deep ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw new ReaderFault(refusalOf(error, "tiff"));
    });
  const { data, info } = decoded;
  if (info.channels !== 1 || info.width !== header.width || info.height !== header.height) {
    const message = `the TIFF decodes to ${counted(info.width)} x ${counted(info.height)} with ${info.channels} channels, its header says ${counted(header.width)} x ${counted(header.height)} with one`;
    throw new ReaderFault({ code: "corrupt", message });
  }
  const samples = deep
    ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
    : new Uint8Array(data.buffer, data.byteOffset, data.length);
  for (let y = 0; y < header.height; y += rows) {
    signal?.throwIfAborted();
    const count = Math.min(rows, header.height - y);
    yield { y, rows: count, data: samples.subarray(y * header.width, (y + count) * header.width) };
  }
}

import type { ScanHeader } from "../source.ts";
import { counted, fault } from "../source.ts";
import type { Directory, TiffLayout } from "./directory.ts";

/** Names of TIFF compressions, for sentences. */
const compressions: Readonly<Record<number, string>> = {
  1: "none",
  2: "CCITT",
  3: "fax",
  4: "fax",
  5: "LZW",
  6: "old JPEG",
  7: "JPEG",
  8: "deflate",
  32773: "PackBits",
  32946: "deflate",
  34712: "JPEG 2000",
  50000: "Zstandard",
  50001: "WebP",
};

export type Place = { readonly offset: number; readonly rows: number };
export type TiffHeader = {
  readonly scan: ScanHeader;
  /** Where each strip of the file begins and how many rows it holds; empty where libvips reads the file. */
  readonly places: readonly Place[];
};

export type ScanLimits = {
  readonly maxPixels: number;
  /** Bytes of an image that libvips must decode whole: compressed and tiled files. */
  readonly maxDecodedBytes: number;
};
/** A ZooScan scan has 350 Mpx; 16-bit ones that libvips decodes take twice the bytes. */
export const defaultScanLimits: ScanLimits = { maxPixels: 2_000_000_000, maxDecodedBytes: 1024 ** 3 };

const one = (page: Directory, tag: number, fallback: number): number => page.get(tag)?.[0] ?? fallback;
/** Bits 0 and 2 of NewSubfileType: a smaller copy of another page, or a mask for one. */
const isExtra = (page: Directory): boolean => (one(page, 254, 0) & 5) !== 0;

function pageOf({ pages }: TiffLayout): Directory {
  const [page, ...others] = pages.filter((each) => !isExtra(each));
  if (page === undefined) throw fault("unsupported", "the TIFF holds thumbnails only, expected a scan");
  if (others.length > 0) throw fault("unsupported", `the TIFF has ${counted(others.length + 1)} pages, expected a scan of one page`);
  return page;
}

function bitDepthOf(page: Directory): 8 | 16 {
  const channels = one(page, 277, 1);
  if (channels !== 1) throw fault("unsupported", `the TIFF has ${channels} channels, expected one grey channel`);
  if (one(page, 262, 1) > 1) throw fault("unsupported", "the TIFF's pixels are colours, expected greys");
  const bits = one(page, 258, 1);
  if (bits !== 8 && bits !== 16) throw fault("unsupported", `the TIFF has ${bits} bits a pixel, expected 8 or 16`);
  const sample = one(page, 339, 1);
  if (sample !== 1 && sample !== 4)
    throw fault("unsupported", `the TIFF's samples are ${sample === 3 ? "floating point" : "signed"} numbers, expected unsigned ones`);
  return bits;
}

/** Dots an inch or a centimetre as um a pixel. */
function pixelSizeOf(page: Directory): number | null {
  const dots = one(page, 282, 0);
  const unit = one(page, 296, 2);
  if (!Number.isFinite(dots) || dots <= 0 || (unit !== 2 && unit !== 3)) return null;
  return (unit === 2 ? 25_400 : 10_000) / dots;
}

/** Reads one page's tags, or says in a sentence why this is no scan that we take. */
export function readTiffHeader(layout: TiffLayout, fileBytes: number, limits: ScanLimits): TiffHeader {
  const page = pageOf(layout);
  const [width, height] = [one(page, 256, 0), one(page, 257, 0)];
  if (!(width > 0 && height > 0)) throw fault("corrupt", `the TIFF's header says ${width} x ${height} pixels`);
  const pixels = width * height;
  if (pixels > limits.maxPixels)
    throw fault(
      "tooLarge",
      `the TIFF's header says ${counted(width)} x ${counted(height)} pixels, expected at most ${counted(limits.maxPixels)}`,
    );
  const bitDepth = bitDepthOf(page);
  const compression = one(page, 259, 1);
  const tiled = page.has(322);
  const streamed = compression === 1 && !tiled;
  const scan: ScanHeader = { width, height, bitDepth, pixelSize: pixelSizeOf(page), whiteIsZero: one(page, 262, 1) === 0, streamed };
  if (streamed) return { scan, places: placesOf(page, scan, fileBytes) };
  checkParts(page, tiled, fileBytes);
  const bytes = (pixels * bitDepth) / 8;
  if (bytes > limits.maxDecodedBytes) {
    const what = tiled ? "tiles" : `compression ${compressions[compression] ?? compression}`;
    throw fault(
      "tooLarge",
      `the TIFF has ${what} and ${counted(Math.round(bytes / 1024 ** 2))} MiB of pixels, expected uncompressed strips for more than ${counted(Math.round(limits.maxDecodedBytes / 1024 ** 2))} MiB`,
    );
  }
  return { scan, places: [] };
}

/** Compressed strips, or tiles: each must lie within the file. */
function checkParts(page: Directory, tiled: boolean, fileBytes: number): void {
  const [offsets, counts] = tiled ? [page.get(324), page.get(325)] : [page.get(273), page.get(279)];
  const beyond = (offsets ?? []).findIndex((offset, i) => offset + (counts?.[i] ?? 1) > fileBytes);
  if (beyond < 0) return;
  throw fault(
    "truncated",
    `the file ends after ${counted(fileBytes)} bytes, in or before ${tiled ? "tile" : "strip"} ${counted(beyond + 1)} of ${counted(offsets?.length ?? 0)}`,
  );
}

function placesOf(page: Directory, { width, height, bitDepth }: ScanHeader, fileBytes: number): readonly Place[] {
  const offsets = page.get(273);
  if (offsets === undefined || offsets.length === 0)
    throw fault("corrupt", "the TIFF does not say where its pixels are (no strip offsets)");
  const said = one(page, 278, height);
  const rowsPerStrip = said > 0 ? Math.min(said, height) : height;
  const strips = Math.ceil(height / rowsPerStrip);
  if (offsets.length < strips)
    throw fault(
      "corrupt",
      `the TIFF lists ${counted(offsets.length)} strips of ${counted(rowsPerStrip)} rows, expected ${counted(strips)} for ${counted(height)} rows`,
    );
  const rowBytes = (width * bitDepth) / 8;
  const counts = page.get(279);
  return Array.from({ length: strips }, (_, i) => {
    const rows = Math.min(rowsPerStrip, height - i * rowsPerStrip);
    const offset = offsets[i] ?? 0;
    const wants = rows * rowBytes;
    const has = counts?.[i] ?? wants;
    if (has < wants)
      throw fault(
        "corrupt",
        `strip ${counted(i + 1)} of the TIFF has ${counted(has)} bytes, expected ${counted(wants)} for ${counted(rows)} rows of ${counted(width)} pixels`,
      );
    if (offset + wants > fileBytes)
      throw fault(
        "truncated",
        `the file ends after ${counted(fileBytes)} bytes, in or before strip ${counted(i + 1)} of ${counted(strips)}, which should reach to ${counted(offset + wants)}`,
      );
    return { offset, rows };
  });
}

import { open } from "node:fs/promises";
import { join } from "node:path";
import {
  type IsiisStream,
  isiisFrames,
  type TruthObject,
  type UvpFrame,
  uvpFrame,
  type ZooscanOptions,
  type ZooscanScan,
  zooscanScan,
} from "@nauplius/synthetic";
import { type AviOptions, aviChunks, type TiffOptions, tiffChunks } from "@nauplius/synthetic/files";

export type { IsiisStream, TruthObject, UvpFrame, ZooscanOptions, ZooscanScan };
export { aviChunks, isiisFrames, type TiffOptions, tiffChunks, uvpFrame, zooscanScan };

async function written(path: string, chunks: Iterable<Uint8Array>): Promise<string> {
  const file = await open(path, "w");
  try {
    for (const chunk of chunks) await file.write(chunk);
  } finally {
    await file.close();
  }
  return path;
}

/** Writes a grey TIFF strip by strip. @returns its path */
export const writeTiff = (path: string, options: TiffOptions, strips: Parameters<typeof tiffChunks>[1]): Promise<string> =>
  written(path, tiffChunks(options, strips));

/** Writes a grey AVI frame by frame. @returns its path */
export const writeAvi = (path: string, options: AviOptions, frames: Iterable<Uint8Array>): Promise<string> =>
  written(path, aviChunks(options, frames));

/** A synthetic ZooScan scan and blank scans of its tray as files. */
export async function writeZooscan(
  folder: string,
  options: ZooscanOptions & { readonly dpi?: number; readonly blanks?: number },
): Promise<{ readonly truth: ZooscanScan; readonly scan: string; readonly blanks: string[] }> {
  const truth = zooscanScan(options);
  const { width, height, bitDepth } = truth;
  const header = { width, height, bitDepth, dpi: options.dpi };
  const scan = await writeTiff(join(folder, "scan.tif"), header, truth.strips());
  const blanks: string[] = [];
  for (let n = 0; n < (options.blanks ?? 2); n++) blanks.push(await writeTiff(join(folder, `blank-${n}.tif`), header, truth.blank(n)));
  return { truth, scan, blanks };
}

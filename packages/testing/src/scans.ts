import { open } from "node:fs/promises";
import { type AviOptions, aviChunks, type TiffOptions, tiffChunks } from "@nauplius/synthetic/files";

export { aviChunks, type TiffOptions, tiffChunks };

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

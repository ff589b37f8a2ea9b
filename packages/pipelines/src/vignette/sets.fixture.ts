import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { extract } from "tar-stream";
import type { ImageInput } from "./types.ts";

/** Real image sets beside the repository; they are not ours to ship, so tests and benchmarks that need one skip when it is absent. */
export const setPath = (name: string): string => fileURLToPath(new URL(`../../../../../shared/data/${name}`, import.meta.url));

export const hasSet = (name: string): boolean => existsSync(setPath(name));

/** Every `step`-th image of a tar, in memory. */
export async function imagesOfTar(name: string, step = 1): Promise<ImageInput[]> {
  const images: ImageInput[] = [];
  let seen = 0;
  const entries = extract();
  entries.end(await readFile(setPath(name)));
  for await (const entry of entries) {
    const path = entry.header.name;
    const wanted = /\.(jpe?g|png)$/i.test(path) && seen++ % step === 0;
    const parts: Buffer[] = [];
    for await (const part of entry) if (wanted && Buffer.isBuffer(part)) parts.push(part);
    if (wanted) images.push({ name: path, bytes: Buffer.concat(parts) });
  }
  return images;
}

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { openAvi } from "./avi/open.ts";
import type { FrameSource, ScanSource } from "./source.ts";
import { ReaderFault } from "./source.ts";
import { openTiff } from "./tiff/open.ts";

/** A folder for the tests of one file. */
export function scratch(): { path: (name: string) => string; save: (bytes: Uint8Array) => Promise<string> } {
  let folder = "";
  let saved = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "nauplius-readers-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);
  return {
    path,
    save: async (bytes) => {
      saved += 1;
      const to = path(`case-${saved}`);
      await writeFile(to, bytes);
      return to;
    },
  };
}

export const joined = (chunks: Iterable<Uint8Array>): Buffer => Buffer.concat([...chunks]);

export async function opened<T>(result: Promise<{ ok: true; value: T } | { ok: false; error: { message: string } }>): Promise<T> {
  const found = await result;
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

/** Every sample of a scan, one behind the other. */
export async function samplesOf(source: ScanSource, rows?: number): Promise<number[]> {
  const samples: number[] = [];
  try {
    for await (const { y, rows: count, data } of source.strips(rows)) {
      if (samples.length !== y * source.header.width || data.length !== count * source.header.width) throw new Error("strips out of order");
      for (const sample of data) samples.push(sample);
    }
    return samples;
  } finally {
    await source.close();
  }
}

/** Copies of all frames. */
export async function framesOf(source: FrameSource): Promise<{ index: number; data: number[] }[]> {
  const frames: { index: number; data: number[] }[] = [];
  try {
    for await (const { index, data } of source.frames()) frames.push({ index, data: [...data] });
    return frames;
  } finally {
    await source.close();
  }
}

/** Opens and reads all of a file, whatever it is: "ok", or the code and sentence of the refusal. Anything else that is thrown is a bug. */
export async function outcome(path: string, kind: "tiff" | "avi"): Promise<string> {
  try {
    if (kind === "tiff") {
      const scan = await openTiff(path, { maxPixels: 1e8, maxDecodedBytes: 1e8 });
      if (!scan.ok) return `${scan.error.code}: ${scan.error.message}`;
      await samplesOf(scan.value);
    } else {
      const video = await openAvi(path);
      if (!video.ok) return `${video.error.code}: ${video.error.message}`;
      await framesOf(video.value);
    }
    return "ok";
  } catch (error) {
    if (error instanceof ReaderFault) return `${error.refusal.code}: ${error.message}`;
    throw error;
  }
}

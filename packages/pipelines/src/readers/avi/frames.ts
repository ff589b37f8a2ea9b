import type { FileBytes } from "../file-bytes.ts";
import { counted, fault } from "../source.ts";
import type { AviHeader } from "./header.ts";
import { type Chunk, chunksOf } from "./riff.ts";

/** Frames by number: where each begins and how long it is; length 0 is a frame that the camera lost. */
export type FrameList = { readonly at: readonly number[]; readonly size: readonly number[] };

/** Lists the frames by walking over the chunks themselves: the index at the end may be missing, cut or wrong. Recorders put their
 *  chunks into "rec " lists or not, and go on in further RIFF lists (AVIX) after 1 GB. */
export async function listFrames(file: FileBytes, header: AviHeader, signal?: AbortSignal): Promise<FrameList> {
  const list = { at: [] as number[], size: [] as number[] };
  for await (const riff of chunksOf(file, 0, file.size, signal)) {
    if (!riff.list || (riff.name !== "AVI " && riff.name !== "AVIX")) continue;
    const end = endOf(riff, file.size);
    for await (const chunk of chunksOf(file, riff.at, end, signal)) {
      if (chunk.list && chunk.name === "movi") await walk(file, { chunk, end }, { header, list, signal });
    }
  }
  const { promised } = header;
  const found = list.at.length;
  if (found === 0) throw fault(promised > 0 ? "truncated" : "corrupt", `the AVI holds no frame, its header says ${counted(promised)}`);
  if (found < promised) throw fault("truncated", `the AVI holds ${counted(found)} frames, its header says ${counted(promised)}`);
  return list;
}

/** A recorder that crashed leaves a length of 0: the list goes on to the file's end. */
const endOf = ({ at, size }: Chunk, fileBytes: number): number => (size === 0 ? fileBytes : Math.min(fileBytes, at + size));

type Walk = { readonly header: AviHeader; readonly list: { at: number[]; size: number[] }; readonly signal: AbortSignal | undefined };

async function walk(file: FileBytes, { chunk: movi, end }: { chunk: Chunk; end: number }, on: Walk): Promise<void> {
  const prefix = String(on.header.stream).padStart(2, "0");
  const last = movi.size === 0 ? end : Math.min(end, movi.at + movi.size);
  for await (const chunk of chunksOf(file, movi.at, last, on.signal)) {
    if (chunk.list) {
      await walk(file, { chunk, end: last }, on);
      continue;
    }
    if (!/^\d\d(?:db|dc)$/.test(chunk.name) || !chunk.name.startsWith(prefix)) continue;
    if (chunk.at + chunk.size > file.size) {
      const sum = on.header.promised > 0 ? ` of ${counted(on.header.promised)}` : "";
      throw fault(
        "truncated",
        `the file ends after ${counted(file.size)} bytes, in the middle of frame ${counted(on.list.at.length + 1)}${sum}; ${counted(on.list.at.length)} are whole`,
      );
    }
    on.list.at.push(chunk.at);
    on.list.size.push(chunk.size);
  }
}

import type { FileBytes } from "../file-bytes.ts";

export type Chunk = {
  /** Four characters; a list's is its type: "movi", "rec ". */
  readonly name: string;
  readonly list: boolean;
  /** Where its content begins, and how long the file says it is. */
  readonly at: number;
  readonly size: number;
};

const headBytes = 8;
/** One read brings the heads of many small chunks, and of one large one. */
const windowBytes = 64 * 1024;

/** Walks over the chunks of a RIFF file between two places. Lists are entered by walking them again. */
export async function* chunksOf(file: FileBytes, from: number, to: number, signal?: AbortSignal): AsyncGenerator<Chunk> {
  let window: Buffer = Buffer.alloc(0);
  let start = 0;
  for (let at = from; at + headBytes <= to; ) {
    const wants = at + headBytes + 4 <= to ? headBytes + 4 : headBytes;
    if (at < start || at + wants > start + window.length) {
      signal?.throwIfAborted();
      window = await file.read(at, Math.min(windowBytes, to - at));
      start = at;
    }
    const id = window.toString("latin1", at - start, at - start + 4);
    const size = window.readUInt32LE(at - start + 4);
    const list = (id === "LIST" || id === "RIFF") && wants > headBytes;
    const name = list ? window.toString("latin1", at - start + 8, at - start + 12) : id;
    yield list ? { name, list, at: at + headBytes + 4, size: Math.max(0, size - 4) } : { name, list, at: at + headBytes, size };
    at += headBytes + size + (size % 2);
  }
}

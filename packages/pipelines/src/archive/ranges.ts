import type { FileHandle } from "node:fs/promises";

const chunk = 256 * 1024;

/** Bytes [offset, offset + length) of an open file in pieces; ends early when the file does. */
export async function* readRange(file: FileHandle, offset: number, length: number): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < length; ) {
    const want = Math.min(chunk, length - done);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(want), 0, want, offset + done);
    if (bytesRead === 0) return;
    done += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

import type { FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import { Readable as NodeReadable } from "node:stream";
import yauzl from "yauzl";
import { readRange } from "./ranges.ts";

const windowBytes = 1024 * 1024;

/** yauzl asks for 46 bytes at a time: a window turns 200,000 small reads of a directory into a few large ones. */
export class BufferedReader extends yauzl.RandomAccessReader {
  readonly #file: FileHandle;
  #window = Buffer.alloc(0);
  #start = 0;

  constructor(file: FileHandle) {
    super();
    this.#file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return NodeReadable.from(readRange(this.#file, start, end - start));
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null) => void): void {
    if (this.#copy(buffer, { offset, length, position })) {
      setImmediate(callback, null);
      return;
    }
    this.#fill(position, Math.max(length, windowBytes)).then(
      () => callback(this.#copy(buffer, { offset, length, position }) ? null : new Error("the zip ends in the middle of its directory")),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  }

  override close(callback: (error: Error | null) => void): void {
    this.#file.close().then(
      () => callback(null),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  }

  #copy(target: Buffer, { offset, length, position }: { offset: number; length: number; position: number }): boolean {
    const from = position - this.#start;
    if (from < 0 || from + length > this.#window.length) return false;
    this.#window.copy(target, offset, from, from + length);
    return true;
  }

  async #fill(position: number, length: number): Promise<void> {
    const { bytesRead, buffer } = await this.#file.read(Buffer.allocUnsafe(length), 0, length, position);
    this.#window = buffer.subarray(0, bytesRead);
    this.#start = position;
  }
}

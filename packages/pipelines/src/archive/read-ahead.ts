import type { FileHandle } from "node:fs/promises";

const windowBytes = 1024 * 1024;
/** A request this close behind the last one belongs to a walk through the file; a zip's guess at a header overlaps the next entry. */
const near = 64 * 1024;

export type ReadAhead = {
  /** Exactly the bytes [offset, offset + length), fewer at the file's end. */
  readonly read: (offset: number, length: number) => Promise<Buffer>;
};

/** Thousands of small reads in file order become a few large ones; scattered reads stay as they are. */
export function createReadAhead(file: FileHandle): ReadAhead {
  let start = 0;
  let window = Buffer.alloc(0);
  let lastStart = 0;
  let lastEnd = 0;
  let loading: Promise<void> = Promise.resolve();

  const covers = (offset: number, length: number): boolean => offset >= start && offset + length <= start + window.length;
  const load = async (offset: number, length: number): Promise<void> => {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, offset);
    window = buffer.subarray(0, bytesRead);
    start = offset;
  };
  const direct = async (offset: number, length: number): Promise<Buffer> => {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  };

  return {
    read: async (offset, length) => {
      const walking = offset >= lastStart && offset - lastEnd <= near;
      lastStart = offset;
      lastEnd = offset + length;
      if (covers(offset, length)) return Buffer.from(window.subarray(offset - start, offset - start + length));
      if (!walking || length > windowBytes) return direct(offset, length);
      loading = loading.then(() => (covers(offset, length) ? undefined : load(offset, windowBytes)));
      await loading;
      return covers(offset, length) ? Buffer.from(window.subarray(offset - start, offset - start + length)) : direct(offset, length);
    },
  };
}

import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { err, ok, type Result } from "@nauplius/domain";
import type { ImageRefusal } from "../vignette/types.ts";
import { fault, ReaderFault } from "./source.ts";

/** An open file that is read at places. */
export type FileBytes = {
  readonly size: number;
  /** Exactly [offset, offset + target.length) into the target; a file that ends before throws a ReaderFault. */
  readonly into: (target: Uint8Array, offset: number) => Promise<void>;
  readonly read: (offset: number, length: number) => Promise<Buffer>;
  readonly close: () => Promise<void>;
};

/** One system call moves at most 2 GiB. */
const callBytes = 512 * 1024 * 1024;

const ended = (size: number) =>
  fault("truncated", `the file ends after ${size.toLocaleString("en")} bytes, in the middle of what it announces`);

export async function openBytes(path: string): Promise<FileBytes> {
  const file: FileHandle = await open(path, constants.O_RDONLY);
  const { size } = await file.stat();
  const into: FileBytes["into"] = async (target, offset) => {
    for (let done = 0; done < target.length; ) {
      const want = Math.min(target.length - done, callBytes);
      const { bytesRead } = await file.read(target, done, want, offset + done);
      if (bytesRead === 0) throw ended(size);
      done += bytesRead;
    }
  };
  return {
    size,
    into,
    read: async (offset, length) => {
      if (offset < 0 || length < 0 || offset + length > size) throw ended(size);
      const target = Buffer.allocUnsafe(length);
      await into(target, offset);
      return target;
    },
    close: () => file.close(),
  };
}

/** Opens a file and looks at its header; the file is closed again where that refuses. */
export async function opening<T>(path: string, look: (file: FileBytes) => Promise<T>): Promise<Result<T, ImageRefusal>> {
  const file = await openBytes(path);
  try {
    return ok(await look(file));
  } catch (error) {
    await file.close();
    if (error instanceof ReaderFault) return err(error.refusal);
    throw error;
  }
}

import { crc32 } from "node:zlib";
import { type ProblemCode, problem } from "@nauplius/formats";
import { ArchiveFault } from "./archive.ts";
import type { Held } from "./catalogue.ts";
import { printable } from "./names.ts";

/** Up to here an entry is read in one piece. */
const wholeBytes = 8 * 1024 * 1024;

/** An entry's bytes, held to what its archive says of them: never more than announced, and the checksum must fit. */
export async function* checkedBytes(held: Held): AsyncGenerator<Uint8Array> {
  const { size, locator, source } = held;
  if (size <= wholeBytes && locator.packed <= wholeBytes) {
    yield await checkedWhole(held);
    return;
  }
  let done = 0;
  let crc = 0;
  try {
    for await (const part of await source.open(locator)) {
      done += part.length;
      if (done > size) throw tooLong(held);
      if (locator.crc >= 0) crc = crc32(part, crc);
      yield part;
    }
  } catch (error) {
    throw error instanceof ArchiveFault ? error : unpackable(held, error);
  }
  checkEnd(held, done, crc);
}

async function checkedWhole(held: Held): Promise<Uint8Array> {
  const { size, locator, source } = held;
  const bytes = await source.whole(locator).catch((error: unknown) => {
    throw unpackable(held, error);
  });
  if (bytes.length > size) throw tooLong(held);
  checkEnd(held, bytes.length, locator.crc >= 0 ? crc32(bytes) : -1);
  return bytes;
}

const fault = ({ name }: Held, code: ProblemCode, what: string): ArchiveFault =>
  new ArchiveFault(problem({ code, file: printable(name), what }));
const tooLong = (held: Held): ArchiveFault =>
  fault(held, "lyingSize", `the file unpacks to more than the ${held.size} bytes that the archive announces`);

/** zlib stops with this code one byte above `maxOutputLength`. */
const overflow = "ERR_BUFFER_TOO_LARGE";
function unpackable(held: Held, error: unknown): ArchiveFault {
  if (error instanceof Error && "code" in error && error.code === overflow) return tooLong(held);
  return fault(held, "corrupt", `the file cannot be unpacked (${error instanceof Error ? error.message : "unknown fault"})`);
}

function checkEnd(held: Held, done: number, crc: number): void {
  const { size, locator } = held;
  if (done < size) throw fault(held, locator.crc >= 0 ? "lyingSize" : "truncated", `the file ends after ${done} of ${size} bytes`);
  if (locator.crc >= 0 && crc !== locator.crc) throw fault(held, "corrupt", "the checksum does not fit the bytes");
}

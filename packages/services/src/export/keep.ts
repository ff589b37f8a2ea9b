import { createHash } from "node:crypto";
import { type Readable, Transform } from "node:stream";
import type { Storage } from "@nauplius/storage";

/** One file of a finished export. */
export type ExportFile = {
  readonly name: string;
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Of a table beside the one that was asked for. */
  readonly columns?: readonly { readonly name: string; readonly unit: string | null; readonly type: string }[];
};

/** Streams a file into the storage and hashes it on its way. A stream that breaks, also before anybody reads it, is an error of this call alone. */
export async function keep(storage: Storage, key: string, name: string, stream: Readable, signal: AbortSignal): Promise<ExportFile> {
  const hash = createHash("sha256");
  const hashed = stream.pipe(
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    }),
  );
  // A stream that breaks while the storage makes ready has no reader yet; one that nobody listens to would end the process.
  hashed.on("error", () => undefined);
  // pipe() does not carry errors on.
  stream.on("error", (error) => hashed.destroy(error));
  const stop = () => stream.destroy(signal.reason instanceof Error ? signal.reason : new Error("stopped"));
  signal.addEventListener("abort", stop, { once: true });
  try {
    const { bytes } = await storage.write(key, hashed);
    return { name, key, bytes, sha256: hash.digest("hex") };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

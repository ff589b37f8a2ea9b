import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";

export type NewEntry = { readonly name: string; readonly compress: boolean; readonly open: () => Promise<Readable | Uint8Array> };

/** Entries waiting in yazl at a time: enough that the next is there when one ends, few enough that a million images stay a stream. */
const ahead = 16;

// DOS time has no time zone: with local midnight and no other stamp the bytes are the same everywhere.
const options = (compress: boolean) => ({ compress, mtime: new Date(2000, 0, 1), forceDosTimestamp: true, mode: 0o100644 });

/** One zip of the entries in their order, made while it is read. Equal entries are equal bytes. */
export function writeZip(entries: AsyncIterable<NewEntry>, signal: AbortSignal): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const fail = (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error)));
  zip.on("error", fail);

  const fill = async () => {
    const pending = new Set<Promise<void>>();
    const ended = gone(output);
    for await (const entry of entries) {
      signal.throwIfAborted();
      if (output.destroyed) return;
      pending.add(add(zip, entry, (done) => pending.delete(done), fail));
      while (pending.size >= ahead) await Promise.race([...pending, ended]);
    }
    zip.end();
  };
  fill().catch(fail);
  return output;
}

const gone = (stream: Readable): Promise<void> => finished(stream, { writable: false }).catch(() => undefined);

function add(zip: ZipFile, entry: NewEntry, ended: (done: Promise<void>) => void, fail: (error: unknown) => void): Promise<void> {
  let settle: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    settle = resolve;
  });
  zip.addReadStreamLazy(entry.name, options(entry.compress), (give) => {
    entry
      .open()
      .then((body) => {
        const stream =
          body instanceof Uint8Array
            ? Readable.from([Buffer.from(body.buffer, body.byteOffset, body.byteLength)], { objectMode: false })
            : body;
        stream.once("error", fail);
        stream.once("close", () => {
          ended(done);
          settle();
        });
        give(null, stream);
      })
      .catch((error: unknown) => {
        ended(done);
        settle();
        fail(error);
      });
  });
  return done;
}

import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createDecoder } from "@nauplius/formats";
import { extract, type Header } from "tar-stream";
import type { Source } from "./archive.ts";
import type { Catalogue } from "./catalogue.ts";
import { printable } from "./names.ts";
import { readRange } from "./ranges.ts";
import { createReadAhead } from "./read-ahead.ts";

const chunk = 1024 * 1024;
const files: ReadonlySet<string> = new Set(["file", "contiguous-file"]);

/** Lists a tar in one pass over it and notes where each file's bytes lie; they are read by offset afterwards. */
export async function listTar(path: string, catalogue: Catalogue, signal: AbortSignal | undefined): Promise<Source> {
  const { size: length } = await stat(path);
  const handle = await open(path, "r");
  const ahead = createReadAhead(handle);
  const source: Source = {
    open: ({ offset, size }) => readRange(handle, offset, size),
    whole: ({ offset, size }) => ahead.read(offset, size),
    part: ({ offset }, from, length) => ahead.read(offset + from, length),
    close: () => handle.close(),
  };
  let listed = 0;
  let last = "the first header";
  // Names as Latin-1 keep their bytes: their real encoding is detected below.
  const options = { filenameEncoding: "latin1", allowUnknownFormat: true, highWaterMark: chunk };
  const parser = extract(options);
  // The pipeline tells faults; a stream may emit one more when the pipeline has let go of it, and that would end the process.
  parser.on("error", ignore);
  parser.on("entry", (header, stream, next) => {
    listed += 1;
    last = nameOf(header);
    take(header, { length, source, catalogue });
    stream.on("error", ignore);
    stream.on("end", next);
    stream.resume();
  });
  try {
    await pipeline(createReadStream(path, { highWaterMark: chunk }), parser, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (listed === 0) {
      await handle.close();
      throw error;
    }
    catalogue.refuse(
      "truncated",
      last,
      `behind this file the tar cannot be read (${error instanceof Error ? error.message : "unknown fault"})`,
      "a complete tar",
    );
  }
  return source;
}

const ignore = (): void => {};

/** pax paths are UTF-8 by definition, others are whatever the writer's machine had. */
function nameOf(header: Header): string {
  const pax: unknown = typeof header.pax === "object" && header.pax !== null && "path" in header.pax ? header.pax.path : null;
  if (typeof pax === "string") return pax;
  const decoder = createDecoder();
  return decoder.push(Buffer.from(header.name, "latin1")) + decoder.end();
}

type Taking = { readonly length: number; readonly source: Source; readonly catalogue: Catalogue };

function take(header: Header, { length, source, catalogue }: Taking): void {
  const name = nameOf(header);
  const { size, type } = header;
  const offset = "byteOffset" in header && typeof header.byteOffset === "number" ? header.byteOffset : -1;
  if (type === "directory") return;
  if (type === "symlink" || type === "link")
    catalogue.refuse("link", name, `this is a link to ${printable(header.linkname)}; links are not followed`, "a file");
  else if (!files.has(type)) catalogue.refuse("specialFile", name, `this is a ${type ?? "special entry"}`, "a file");
  else if (offset < 0 || offset + size > length) {
    catalogue.refuse("truncated", name, `the tar ends before this file does (${size} bytes from ${offset}, the tar has ${length})`);
  } else catalogue.add(name, { offset, packed: size, size, method: 0, crc: -1 }, source);
}

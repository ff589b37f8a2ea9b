import type { Readable } from "node:stream";

/** An entry of a zip, made when its turn comes: a zip of a million images never lies in memory. */
export type ZipEntry = { readonly name: string; readonly compress: boolean; readonly open: () => Promise<Readable | Uint8Array> };

/** What an export needs of the file side (packages/pipelines); services never opens a file. */
export type ExportPorts = {
  /** One zip with the entries in their order and one fixed date: equal entries are equal bytes. */
  readonly zip: (entries: AsyncIterable<ZipEntry>, signal: AbortSignal) => Readable;
  /** A clean vignette with a scale bar in a footer, as PNG. */
  readonly burn: (bytes: Uint8Array, pixelSizeUm: number) => Promise<Uint8Array>;
};

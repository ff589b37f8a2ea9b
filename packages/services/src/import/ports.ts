import type { Result } from "@nauplius/domain";
import type { Problem, TableMode } from "@nauplius/formats";

/** What an import needs of the file side (packages/pipelines): worker and command line pass it in, services opens no archive and decodes no image. */
export type ImportPorts<Archive extends ArchivePort = ArchivePort> = {
  readonly openArchive: (path: string, options: { readonly signal: AbortSignal }) => Promise<Result<Archive, Problem>>;
  readonly discover: (archive: Archive, options: DiscoverOptions) => Promise<Discovery>;
  /** All images in the archive's own order. */
  readonly imagesOf: (archive: Archive, found: Pick<Discovery, "root" | "tables">) => Iterable<FoundImage>;
  /** Columns that ZooProcess computes from measured ones when it writes an EcoTaxa table, by bare name. */
  readonly zooscanDerived: (measured: Readonly<Record<string, number>>) => Readonly<Record<string, number>>;
  /** Decodes images, every pixel of them, off the event loop. */
  readonly derive: (images: readonly ImageIn[], signal: AbortSignal) => Promise<readonly ImageOut[]>;
};

export type ArchivePort = {
  readonly kind: "folder" | "zip" | "tar" | "tar.gz";
  readonly problems: readonly Problem[];
  readonly count: number;
  readonly totalBytes: number;
  readonly entries: () => Iterable<{ readonly name: string; readonly size: number }>;
  /** By name, whatever its letter case. */
  readonly find: (name: string) => { readonly name: string; readonly size: number } | null;
  readonly read: (name: string) => Promise<Result<Uint8Array, Problem>>;
  /** Throws an Error with the `problem` where `read` would refuse. */
  readonly stream: (name: string) => AsyncGenerator<Uint8Array>;
  readonly part: (name: string, from: number, length: number) => Promise<Uint8Array | null>;
  readonly close: () => Promise<void>;
};

export type DiscoverOptions = { readonly as?: "tables" | "classes" | "images"; readonly mode?: TableMode };
/** A scan of a ZooProcess work folder: its `.pid` or `_meas.txt` is the table, its settings stand there or in headers. */
export type ScanFound = {
  readonly scan: string;
  readonly kind: "pid" | "measurements";
  readonly meta: string | null;
  readonly extension: string;
  readonly headers: { readonly samples: string | null; readonly scans: string | null };
};
export type TableFound = {
  readonly name: string;
  readonly folder: string;
  readonly bundle: { readonly config: string | null } | null;
  readonly scan?: ScanFound;
};
/** What kind of batch an archive is. */
export type Discovery = {
  readonly kind: "tables" | "classes" | "images" | "nothing";
  readonly tables: readonly TableFound[];
  readonly images: number;
  /** Folders that all images share and that mean nothing. */
  readonly root: string;
  readonly problems: readonly Problem[];
};
export type FoundImage = { readonly name: string; readonly size: number; readonly taxon: string | null; readonly path: string };

export type ImageProfile = { readonly footerRows?: number };
export type ImageIn = { readonly name: string; readonly bytes: Uint8Array; readonly profile?: ImageProfile };
export type ImageOut =
  | {
      readonly ok: true;
      readonly name: string;
      readonly sha256: string;
      /** Of the file as it came. */
      readonly mime: string;
      readonly header: { readonly width: number; readonly height: number };
      /** `bytes` null: the original, byte for byte. */
      readonly vignette: { readonly bytes: Uint8Array | null; readonly mime: string; readonly width: number; readonly height: number };
      readonly footer: { readonly rows: number } | null;
      readonly background: number;
    }
  | { readonly ok: false; readonly name: string; readonly refused: { readonly code: string; readonly message: string } };

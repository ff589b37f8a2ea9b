import type { ImageRefusal } from "../vignette/types.ts";

/** A fault in the bytes of a file, met in the middle of reading it. The message is a sentence without the file's name. */
export class ReaderFault extends Error {
  override readonly name = "ReaderFault";
  readonly refusal: ImageRefusal;
  constructor(refusal: ImageRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export const fault = (code: ImageRefusal["code"], message: string): ReaderFault => new ReaderFault({ code, message });

/** Rows [y, y + rows) of a scan, from the top down. The samples may be overwritten when the next strip is asked for. */
export type ScanStrip = { readonly y: number; readonly rows: number; readonly data: Uint8Array | Uint16Array };

export type ScanHeader = {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: 8 | 16;
  /** Edge of a pixel in um as the file's resolution says, null where it does not. */
  readonly pixelSize: number | null;
  /** The samples count from white to black; they are turned round while they are read. */
  readonly whiteIsZero: boolean;
  /** Read strip by strip from the file; false: libvips decodes the whole image first. */
  readonly streamed: boolean;
};

/** A grey image that is read in strips. Reading again begins at the top. */
export type ScanSource = {
  readonly header: ScanHeader;
  /** @param rows - height of a strip; the last one may be lower. Throws a ReaderFault where the bytes fail. */
  readonly strips: (rows?: number, signal?: AbortSignal) => AsyncGenerator<ScanStrip>;
  readonly close: () => Promise<void>;
};

export type FrameHeader = {
  readonly width: number;
  readonly height: number;
  /** Numbers that frames have, lost ones counted: the last one is frames - 1. */
  readonly frames: number;
  /** Frames that the camera lost: their numbers do not come. */
  readonly lost: number;
  readonly framesPerSecond: number | null;
};

/** Eight-bit grey pixels of one frame, from the top down. They may be overwritten when the next frame is asked for. */
export type Frame = { readonly index: number; readonly name: string; readonly data: Uint8Array };

/** Grey frames of one size in their order. Reading again begins at the first. */
export type FrameSource = {
  readonly header: FrameHeader;
  readonly frames: (signal?: AbortSignal) => AsyncGenerator<Frame>;
  readonly close: () => Promise<void>;
};

export const counted = (value: number): string => value.toLocaleString("en");

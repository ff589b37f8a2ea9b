/** What a Windows bitmap says about itself. */
export type BmpHeader = {
  readonly width: number;
  readonly height: number;
  /** First row in the file is the top one. */
  readonly topDown: boolean;
  readonly bits: 1 | 4 | 8 | 16 | 24 | 32;
  readonly compression: "none" | "rle4" | "rle8" | "masks";
  /** Bit masks of red, green, blue, alpha (0: no alpha) for 16 and 32 bits. */
  readonly masks: readonly [number, number, number, number];
  readonly paletteAt: number;
  readonly paletteEntry: 3 | 4;
  readonly colours: number;
  readonly pixelsAt: number;
};

const COMPRESSIONS = { 0: "none", 1: "rle8", 2: "rle4", 3: "masks", 6: "masks" } as const;
const MASKS_16 = [0x7c00, 0x03e0, 0x001f, 0] as const;
const MASKS_32 = [0xff0000, 0x00ff00, 0x0000ff, 0] as const;

const isDepth = (bits: number): bits is BmpHeader["bits"] => [1, 4, 8, 16, 24, 32].includes(bits);

/** Reads the file and info headers (OS/2 core, BITMAPINFOHEADER to V5). A string says what is wrong. */
export function readBmpHeader(bytes: Uint8Array): BmpHeader | string {
  if (bytes.length < 26) return `the header ends after ${bytes.length} bytes`;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = view.getUint32(14, true);
  if (size !== 12 && (size < 40 || size > 124)) return `an info header of ${size} bytes (expected 12, or 40 to 124)`;
  if (bytes.length < 14 + size) return `the header ends after ${bytes.length} bytes, expected ${14 + size}`;
  const core = size === 12;
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
  const rows = core ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(core ? 24 : 28, true);
  const method = core ? 0 : view.getUint32(30, true);
  if (width <= 0 || rows === 0) return `a size of ${width} x ${rows} pixels`;
  if (!isDepth(bits)) return `${bits} bits a pixel (expected 1, 4, 8, 16, 24 or 32)`;
  const compression = method in COMPRESSIONS ? COMPRESSIONS[method as keyof typeof COMPRESSIONS] : undefined;
  if (compression === undefined) return `compression ${method} (expected none, run lengths or bit masks)`;
  if (!fits(compression, bits)) return `compression ${compression} at ${bits} bits a pixel`;
  const used = core ? 0 : view.getUint32(46, true);
  const maskBytes = compression === "masks" && size === 40 ? (method === 6 ? 16 : 12) : 0;
  if (bytes.length < 14 + size + maskBytes) return "the bit masks are missing";
  const masks = compression === "masks" ? masksAt(view, size, method) : bits === 16 ? MASKS_16 : MASKS_32;
  return {
    width,
    height: Math.abs(rows),
    topDown: rows < 0,
    bits,
    compression,
    masks,
    paletteAt: 14 + size + maskBytes,
    paletteEntry: core ? 3 : 4,
    colours: bits > 8 ? 0 : Math.min(used === 0 ? 2 ** bits : used, 2 ** bits),
    pixelsAt: view.getUint32(10, true),
  };
}

const fits = (compression: BmpHeader["compression"], bits: number): boolean => {
  if (compression === "rle8") return bits === 8;
  if (compression === "rle4") return bits === 4;
  return compression === "none" || bits === 16 || bits === 32;
};

function masksAt(view: DataView, size: number, method: number): BmpHeader["masks"] {
  const alpha = size >= 56 || method === 6 ? view.getUint32(66, true) : 0;
  return [view.getUint32(54, true), view.getUint32(58, true), view.getUint32(62, true), alpha];
}

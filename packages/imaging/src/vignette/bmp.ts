import { type BmpHeader, readBmpHeader } from "./bmp-header.ts";
import { expandRuns } from "./bmp-runs.ts";
import { isColourless, type Pixels, toGrey } from "./pixels.ts";

/** Decodes a whole bitmap; a string says why not. Alpha, which hardly any writer of bitmaps fills, is left out.
 *  Our own because sharp reads none, and of the libraries one knows no palette and the other ignores truncation. */
export function decodeBmp(bytes: Uint8Array): Pixels | string {
  const header = readBmpHeader(bytes);
  if (typeof header === "string") return header;
  const rows = header.compression === "rle4" || header.compression === "rle8" ? expandRuns(bytes, header) : { bytes, at: header.pixelsAt };
  if (typeof rows === "string") return rows;
  const bits = header.compression === "rle4" ? 8 : header.bits;
  const stride = Math.ceil((header.width * bits) / 32) * 4;
  // The padding of the last row is missing in files of some writers.
  const needed = rows.at + stride * (header.height - 1) + Math.ceil((header.width * bits) / 8);
  if (rows.bytes.length < needed) return `the pixels end after ${rows.bytes.length} bytes, expected ${needed}`;
  const draw = header.bits <= 8 ? paletteReader(bytes, header, bits) : header.bits === 24 ? readBgr : maskReader(header);
  if (typeof draw === "string") return draw;
  const data = new Uint8Array(header.width * header.height * 3);
  for (let y = 0; y < header.height; y++) {
    const row = header.topDown ? y : header.height - 1 - y;
    draw(rows.bytes, rows.at + row * stride, data, y * header.width * 3, header.width);
  }
  const pixels: Pixels = { data, width: header.width, height: header.height, channels: 3 };
  return isColourless(pixels) ? toGrey(pixels) : pixels;
}

type DrawRow = (bytes: Uint8Array, from: number, out: Uint8Array, to: number, width: number) => void;

const readBgr: DrawRow = (bytes, from, out, to, width) => {
  for (let x = 0, i = from, o = to; x < width; x++, i += 3, o += 3) {
    out[o] = bytes[i + 2] ?? 0;
    out[o + 1] = bytes[i + 1] ?? 0;
    out[o + 2] = bytes[i] ?? 0;
  }
};

function paletteReader(file: Uint8Array, header: BmpHeader, bits: number): DrawRow | string {
  const { paletteAt, paletteEntry, colours } = header;
  if (file.length < paletteAt + colours * paletteEntry) return "the palette is cut short";
  const palette = new Uint8Array(256 * 3);
  for (let c = 0; c < colours; c++) {
    for (let k = 0; k < 3; k++) palette[c * 3 + k] = file[paletteAt + c * paletteEntry + 2 - k] ?? 0;
  }
  const perByte = 8 / bits;
  const mask = 2 ** bits - 1;
  return (bytes, from, out, to, width) => {
    for (let x = 0, o = to; x < width; x++, o += 3) {
      const byte = bytes[from + Math.floor(x / perByte)] ?? 0;
      const index = (byte >> (8 - bits - (x % perByte) * bits)) & mask;
      out[o] = palette[index * 3] ?? 0;
      out[o + 1] = palette[index * 3 + 1] ?? 0;
      out[o + 2] = palette[index * 3 + 2] ?? 0;
    }
  };
}

/** Spreads the bits of a mask over 0-255. */
function channelOf(mask: number): (value: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const high = mask >>> shift;
  return (value) => Math.round((((value & mask) >>> shift) * 255) / high);
}

function maskReader({ bits, masks }: BmpHeader): DrawRow {
  const [red, green, blue] = [channelOf(masks[0]), channelOf(masks[1]), channelOf(masks[2])];
  const size = bits / 8;
  return (bytes, from, out, to, width) => {
    for (let x = 0, i = from, o = to; x < width; x++, i += size, o += 3) {
      const low = (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8);
      const high = ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24);
      const value = size === 2 ? low : (low | high) >>> 0;
      out[o] = red(value);
      out[o + 1] = green(value);
      out[o + 2] = blue(value);
    }
  };
}

import { byteWriter } from "./bytes.ts";

export type AviOptions = {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly framesPerSecond?: number;
  /** dib: 8-bit bitmap with a grey palette, rows from the bottom up and padded to 4 bytes, as Windows writes it; Y800: rows from the
   *  top down, without palette; MJPG: every frame is a JPEG file. */
  readonly codec?: "dib" | "Y800" | "MJPG";
  /** Numbers of frames that the camera lost: chunks of no length. */
  readonly dropped?: readonly number[];
  /** Leaves out the index at the end. */
  readonly withoutIndex?: boolean;
};

const chunkHead = 8;
const even = (length: number): number => length + (length % 2);
const rowOf = ({ width, codec = "dib" }: AviOptions): number => (codec === "dib" ? Math.ceil(width / 4) * 4 : width);

/** An AVI 1.0 of one grey stream in pieces, one frame at a time. Frames are 8-bit pixels from the top down, or whole JPEG files for
 *  MJPG (all of these are held in memory, since the header tells their sizes). */
export function* aviChunks(options: AviOptions, frames: Iterable<Uint8Array>): Generator<Uint8Array> {
  const { height, codec = "dib", frames: count, dropped = [] } = options;
  const jpegs = codec === "MJPG" ? [...frames] : null;
  const fixed = rowOf(options) * height;
  const lost = new Set(dropped);
  let given = 0;
  const sizes = Array.from({ length: count }, (_, i) => {
    if (lost.has(i)) return 0;
    given += 1;
    return jpegs === null ? fixed : (jpegs[given - 1]?.length ?? 0);
  });
  const movi = sizes.reduce((sum, size) => sum + chunkHead + even(size), 0);
  yield headerOf(options, { count, largest: Math.max(...sizes), movi });
  const source = (jpegs ?? frames)[Symbol.iterator]();
  for (const size of sizes) {
    const chunk = byteWriter(chunkHead + even(size), true);
    chunk.text(codec === "MJPG" ? "00dc" : "00db");
    chunk.u32(size);
    if (size > 0) chunk.bytes.set(stored(source.next().value, options), chunkHead);
    yield chunk.bytes;
  }
  if (options.withoutIndex !== true) yield indexOf(sizes, codec);
}

function stored(frame: Uint8Array | undefined, options: AviOptions): Uint8Array {
  const { width, height, codec = "dib", frames, dropped = [] } = options;
  if (frame === undefined) throw new RangeError(`fewer frames were given than ${frames - dropped.length}`);
  if (codec === "MJPG") return frame;
  if (frame.length !== width * height) throw new RangeError(`a frame has ${frame.length} pixels, not ${width} x ${height}`);
  return codec === "dib" ? flipped(frame, width, rowOf(options)) : frame;
}

/** Bottom-up rows with padding. */
function flipped(frame: Uint8Array, width: number, row: number): Uint8Array {
  const height = frame.length / width;
  const out = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) out.set(frame.subarray(y * width, (y + 1) * width), (height - 1 - y) * row);
  return out;
}

type Sums = { readonly count: number; readonly largest: number; readonly movi: number };

function headerOf(options: AviOptions, { count, largest, movi }: Sums): Uint8Array {
  const { width, height, framesPerSecond = 14, codec = "dib", withoutIndex = false } = options;
  const palette = codec === "dib" ? 1024 : 0;
  const strf = 40 + palette;
  const strl = 4 + (8 + 56) + (8 + strf);
  const hdrl = 4 + (8 + 56) + (8 + strl);
  const head = 12 + (8 + hdrl) + 12;
  const out = byteWriter(head, true);
  out.text("RIFF");
  out.u32(head - 8 + movi + (withoutIndex ? 0 : 8 + 16 * count));
  out.text("AVI LIST");
  out.u32(hdrl);
  out.text("hdrlavih");
  out.u32(56);
  for (const value of [Math.round(1e6 / framesPerSecond), 0, 0, withoutIndex ? 0 : 0x10, count, 0, 1, largest, width, height, 0, 0, 0, 0])
    out.u32(value);
  out.text("LIST");
  out.u32(strl);
  out.text("strlstrh");
  out.u32(56);
  out.text("vids");
  out.text(codec === "dib" ? "DIB " : codec);
  for (const value of [0, 0, 0, 1000, Math.round(framesPerSecond * 1000), 0, count, largest, 0xffffffff, 0]) out.u32(value);
  for (const value of [0, 0, width, height]) out.u16(value);
  out.text("strf");
  out.u32(strf);
  for (const value of [40, width, height]) out.u32(value);
  out.u16(1);
  out.u16(codec === "MJPG" ? 24 : 8);
  if (codec === "dib") out.u32(0);
  else out.text(codec);
  for (const value of [largest, 0, 0, palette / 4, 0]) out.u32(value);
  for (let grey = 0; grey < palette / 4; grey++) out.u32(grey * 0x10101);
  out.text("LIST");
  out.u32(4 + movi);
  out.text("movi");
  return out.bytes;
}

function indexOf(sizes: readonly number[], codec: string): Uint8Array {
  const out = byteWriter(8 + 16 * sizes.length, true);
  out.text("idx1");
  out.u32(16 * sizes.length);
  // Offsets count from the word "movi".
  let at = 4;
  for (const size of sizes) {
    out.text(codec === "MJPG" ? "00dc" : "00db");
    out.u32(0x10);
    out.u32(at);
    out.u32(size);
    at += chunkHead + even(size);
  }
  return out.bytes;
}

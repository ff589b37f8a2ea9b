import type { FileBytes } from "../file-bytes.ts";
import { counted, fault } from "../source.ts";
import { type Chunk, chunksOf } from "./riff.ts";

export type AviHeader = {
  readonly width: number;
  readonly height: number;
  /** Null where the file does not say. */
  readonly framesPerSecond: number | null;
  /** What the header promises; recorders that crash leave 0. */
  readonly promised: number;
  readonly codec: "raw" | "mjpeg";
  /** Rows from the bottom up, as Windows bitmaps have them. */
  readonly bottomUp: boolean;
  /** Grey of each palette entry; null: the bytes are the greys. */
  readonly greys: Uint8Array | null;
  /** Number of the video stream, in the names of its chunks. */
  readonly stream: number;
};

/** Names of uncompressed 8-bit grey. */
const greyCodes: ReadonlySet<string> = new Set(["Y800", "Y8  ", "GREY"]);
const largestHeader = 1024 * 1024;

/** Reads the stream list of an AVI: its first video stream must be grey pixels or JPEGs. */
export async function readAviHeader(file: FileBytes, hdrl: Chunk): Promise<AviHeader> {
  let promised = 0;
  let stream = 0;
  for await (const chunk of chunksOf(file, hdrl.at, hdrl.at + hdrl.size)) {
    if (chunk.name === "avih" && chunk.size >= 24) promised = (await file.read(chunk.at, 24)).readUInt32LE(16);
    if (!chunk.list || chunk.name !== "strl") continue;
    const found = await readStream(file, chunk, stream);
    if (found !== null) return { ...found, promised };
    stream += 1;
  }
  throw fault("unsupported", "the AVI has no video stream");
}

async function readStream(file: FileBytes, strl: Chunk, stream: number): Promise<Omit<AviHeader, "promised"> | null> {
  let head: Buffer | null = null;
  let format: Buffer | null = null;
  for await (const chunk of chunksOf(file, strl.at, strl.at + strl.size)) {
    if (chunk.size > largestHeader) continue;
    if (chunk.name === "strh") head = await file.read(chunk.at, chunk.size);
    if (chunk.name === "strf") format = await file.read(chunk.at, chunk.size);
  }
  if (head === null || head.length < 28 || head.toString("latin1", 0, 4) !== "vids") return null;
  if (format === null || format.length < 40) throw fault("corrupt", "the AVI's video stream has no format");
  const [scale, rate] = [head.readUInt32LE(20), head.readUInt32LE(24)];
  const width = format.readInt32LE(4);
  const signedHeight = format.readInt32LE(8);
  const height = Math.abs(signedHeight);
  if (width <= 0 || height === 0 || width * height > 1e9) throw fault("corrupt", `the AVI's header says ${width} x ${height} pixels`);
  const framesPerSecond = scale > 0 && rate > 0 ? rate / scale : null;
  return { width, height, framesPerSecond, stream, ...pixelsOf(format, signedHeight < 0) };
}

function pixelsOf(format: Buffer, topDown: boolean): Pick<AviHeader, "codec" | "bottomUp" | "greys"> {
  const bits = format.readUInt16LE(14);
  const code = format.readUInt32LE(16) === 0 ? "" : format.toString("latin1", 16, 20);
  if (/^mjp[gp]$|^jpeg$|^avrn$/i.test(code)) return { codec: "mjpeg", bottomUp: false, greys: null };
  if (greyCodes.has(code.toUpperCase())) return { codec: "raw", bottomUp: false, greys: null };
  const expected = "expected 8-bit grey (DIB, Y800) or Motion-JPEG";
  if (code !== "")
    throw fault("unsupported", `the AVI is compressed by ${/^[ -~]+$/.test(code) ? code.trim() : "an unknown codec"}, ${expected}`);
  if (bits !== 8) throw fault("unsupported", `the AVI has ${counted(bits)} bits a pixel, ${expected}`);
  return { codec: "raw", bottomUp: !topDown, greys: paletteOf(format) };
}

/** An 8-bit bitmap's palette: greys in any order; colours are refused. */
function paletteOf(format: Buffer): Uint8Array | null {
  const from = format.readUInt32LE(0);
  const entries = Math.min(256, format.readUInt32LE(32) || 256, Math.floor((format.length - from) / 4));
  if (from < 40 || entries <= 0) return null;
  const greys = new Uint8Array(256);
  let plain = entries === 256;
  for (let i = 0; i < entries; i++) {
    const [blue, green, red] = [format[from + 4 * i] ?? 0, format[from + 4 * i + 1] ?? 0, format[from + 4 * i + 2] ?? 0];
    if (blue !== green || green !== red) throw fault("unsupported", "the AVI's palette holds colours, expected greys");
    greys[i] = green;
    plain &&= green === i;
  }
  // A palette of nothing but black is one that the recorder left out.
  return plain || greys.every((grey) => grey === 0) ? null : greys;
}

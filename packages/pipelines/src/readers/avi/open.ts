import type { Result } from "@nauplius/domain";
import { decodeGrey } from "../../vignette/decode.ts";
import type { ImageRefusal } from "../../vignette/types.ts";
import { type FileBytes, opening } from "../file-bytes.ts";
import { counted, type Frame, type FrameSource, fault, ReaderFault } from "../source.ts";
import { type FrameList, listFrames } from "./frames.ts";
import { type AviHeader, readAviHeader } from "./header.ts";
import { type Chunk, chunksOf } from "./riff.ts";

/** Opens an AVI of grey frames: uncompressed 8-bit (DIB, Y800) or Motion-JPEG. A file that is cut short, holds another codec or fewer
 *  frames than it says is refused by a sentence before a pixel is read. */
export async function openAvi(path: string, signal?: AbortSignal): Promise<Result<FrameSource, ImageRefusal>> {
  return opening(path, async (file) => {
    const header = await readAviHeader(file, await headerList(file));
    const list = await listFrames(file, header, signal);
    const { width, height, framesPerSecond } = header;
    if (header.codec === "raw") checkSizes(header, list);
    const lost = list.size.filter((size) => size === 0).length;
    return {
      header: { width, height, framesPerSecond, frames: list.at.length, lost },
      frames: (stop) => (header.codec === "raw" ? rawFrames(file, { header, list }, stop) : jpegFrames(file, { header, list }, stop)),
      close: file.close,
    };
  });
}

async function headerList(file: FileBytes): Promise<Chunk> {
  if (file.size < 12) throw fault(file.size === 0 ? "empty" : "truncated", `the file has ${counted(file.size)} bytes, expected an AVI`);
  const head = (await file.read(0, 12)).toString("latin1");
  if (!head.startsWith("RIFF") || !head.endsWith("AVI "))
    throw fault("unsupported", "the file does not begin as an AVI does (RIFF ... AVI)");
  for await (const chunk of chunksOf(file, 12, file.size)) {
    if (!chunk.list || chunk.name !== "hdrl") continue;
    if (chunk.at + chunk.size > file.size) break;
    return chunk;
  }
  throw fault("truncated", "the AVI ends in its header");
}

/** Bytes of a row: bitmaps fill up to 4 bytes, and some recorders do so for Y800 as well. */
const rowBytes = ({ width, height, bottomUp }: AviHeader, size: number): number => {
  const padded = Math.ceil(width / 4) * 4;
  return bottomUp || size === padded * height ? padded : width;
};

function checkSizes(header: AviHeader, { size }: FrameList): void {
  size.forEach((bytes, at) => {
    const wants = rowBytes(header, bytes) * header.height;
    if (bytes !== 0 && bytes < wants)
      throw fault(
        "corrupt",
        `frame ${counted(at + 1)} of the AVI has ${counted(bytes)} bytes, expected ${counted(wants)} for ${counted(header.width)} x ${counted(header.height)} pixels`,
      );
  });
}

type Video = { readonly header: AviHeader; readonly list: FrameList };
const nameOf = (index: number): string => `frame ${index + 1}`;

async function* rawFrames(file: FileBytes, { header, list }: Video, signal: AbortSignal | undefined): AsyncGenerator<Frame> {
  const { width, height, bottomUp, greys } = header;
  const stored = Buffer.allocUnsafeSlow(Math.ceil(width / 4) * 4 * height);
  const data = new Uint8Array(width * height);
  for (let index = 0; index < list.at.length; index++) {
    signal?.throwIfAborted();
    const size = list.size[index] ?? 0;
    if (size === 0) continue;
    const row = rowBytes(header, size);
    await file.into(stored.subarray(0, row * height), list.at[index] ?? 0);
    for (let y = 0; y < height; y++) {
      const from = (bottomUp ? height - 1 - y : y) * row;
      data.set(stored.subarray(from, from + width), y * width);
    }
    if (greys !== null) for (let i = 0; i < data.length; i++) data[i] = greys[data[i] ?? 0] ?? 0;
    yield { index, name: nameOf(index), data };
  }
}

async function* jpegFrames(file: FileBytes, { header, list }: Video, signal: AbortSignal | undefined): AsyncGenerator<Frame> {
  const { width, height } = header;
  for (let index = 0; index < list.at.length; index++) {
    signal?.throwIfAborted();
    const size = list.size[index] ?? 0;
    if (size === 0) continue;
    const decoded = await decodeGrey(await file.read(list.at[index] ?? 0, size));
    if (!decoded.ok) throw new ReaderFault({ ...decoded.error, message: `${nameOf(index)}: ${decoded.error.message}` });
    const { value: grey } = decoded;
    if (grey.width !== width || grey.height !== height)
      throw fault("corrupt", `${nameOf(index)} has ${grey.width} x ${grey.height} pixels, the AVI's header says ${width} x ${height}`);
    yield { index, name: nameOf(index), data: grey.data };
  }
}

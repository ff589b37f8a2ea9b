import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "@nauplius/domain";
import { inNaturalOrder } from "@nauplius/formats";
import { isImageName } from "../archive/paths.ts";
import { decodeGrey } from "../vignette/decode.ts";
import { inspectImage } from "../vignette/inspect.ts";
import { defaultLimits, type ImageRefusal } from "../vignette/types.ts";
import { counted, type Frame, type FrameSource, fault, ReaderFault } from "./source.ts";

const maxFileBytes = 1024 ** 3;

async function bytesOf(path: string): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size > maxFileBytes) throw fault("tooLarge", `the file has ${counted(size)} bytes, expected at most ${counted(maxFileBytes)}`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

const named = (name: string, refusal: ImageRefusal): ImageRefusal => ({ ...refusal, message: `${name}: ${refusal.message}` });

/** Opens a folder of image files as frames of one size, in natural order of their names (PNG, JPEG, BMP, TIFF, GIF or WebP; colour
 *  becomes grey). One frame at a time is in memory. */
export async function openFrameFolder(folder: string): Promise<Result<FrameSource, ImageRefusal>> {
  const found = await readdir(folder, { withFileTypes: true });
  const names = found.flatMap((entry) => (entry.isFile() && isImageName(entry.name) ? [entry.name] : [])).sort(inNaturalOrder);
  const first = names[0];
  if (first === undefined) return err({ code: "empty", message: `the folder holds no image among its ${counted(found.length)} entries` });
  const header = await inspectImage(await bytesOf(join(folder, first)), defaultLimits);
  if (!header.ok) return err(named(first, header.error));
  const { width, height } = header.value;
  return ok({
    header: { width, height, frames: names.length, lost: 0, framesPerSecond: null },
    frames: (signal) => decoded(folder, names, { width, height, first }, signal),
    close: async () => {},
  });
}

type Size = { readonly width: number; readonly height: number; readonly first: string };

async function* decoded(folder: string, names: readonly string[], size: Size, signal: AbortSignal | undefined): AsyncGenerator<Frame> {
  for (const [index, name] of names.entries()) {
    signal?.throwIfAborted();
    const grey = await decodeGrey(await bytesOf(join(folder, name)));
    if (!grey.ok) throw new ReaderFault(named(name, grey.error));
    const { width, height, data } = grey.value;
    if (width !== size.width || height !== size.height)
      throw fault(
        "corrupt",
        `${name} has ${width} x ${height} pixels, ${size.first} has ${size.width} x ${size.height}; expected frames of one size`,
      );
    yield { index, name, data };
  }
}

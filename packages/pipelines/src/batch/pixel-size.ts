import type { Archive } from "../archive/archive.ts";
import type { FileBytes } from "../readers/file-bytes.ts";
import { fault, ReaderFault } from "../readers/source.ts";
import { readDirectories } from "../readers/tiff/directory.ts";
import { defaultScanLimits, readTiffHeader } from "../readers/tiff/header.ts";
import { checkPixelSize } from "../segment/checks.ts";
import type { SegmentProfile } from "../segment/profile.ts";

type Known = { readonly pixelSize: number | null; readonly lacks: string | null; readonly damage: string | null };
const untold: Known = { pixelSize: null, lacks: null, damage: null };

/** A sentence where this can be no pixel size of the instrument; null: it can. */
export function pixelSizeLack(pixelSize: number | null, profile: SegmentProfile): string | null {
  const wrong = checkPixelSize(pixelSize, profile)?.message;
  return wrong === undefined ? null : `${wrong.charAt(0).toUpperCase()}${wrong.slice(1)}.`;
}

/** What the tags of a scan say of its pixels and of where they lie, read from their place in the batch: a file that ends before its last strip was cut
 *  short. Nothing is said of a compressed batch, whose scans would have to be unpacked for it, nor of a file that is no scan: segmenting says why. */
export async function tagsOfScan(archive: Archive, file: string, profile: SegmentProfile): Promise<Known> {
  const size = archive.find(file)?.size ?? 0;
  if (size > 0 && (await archive.part(file, 0, 1)) === null) return untold;
  try {
    const bytes = bytesIn(archive, file, size);
    const { scan } = readTiffHeader(await readDirectories(bytes), size, defaultScanLimits);
    const pixelSize = scan.pixelSize ?? profile.pixelSize;
    const lacks = pixelSizeLack(pixelSize, profile);
    return { pixelSize: lacks === null ? pixelSize : null, lacks, damage: null };
  } catch (error) {
    if (!(error instanceof ReaderFault)) throw error;
    const { code, message } = error.refusal;
    return code === "truncated" || code === "empty"
      ? { ...untold, damage: `The file was cut short: ${message}; expected the whole scan.` }
      : untold;
  }
}

function bytesIn(archive: Archive, file: string, size: number): FileBytes {
  const read: FileBytes["read"] = async (offset, length) => {
    const part = await archive.part(file, offset, length);
    if (part === null || part.length < length) throw fault("truncated", `${file} cannot be read at byte ${offset}`);
    return Buffer.from(part);
  };
  return {
    size,
    read,
    into: async (target, offset) => target.set(await read(offset, target.length)),
    close: async () => {},
  };
}

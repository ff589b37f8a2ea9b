import type { Result } from "@nauplius/domain";
import type { ImageRefusal } from "../../vignette/types.ts";
import { opening } from "../file-bytes.ts";
import type { ScanSource } from "../source.ts";
import { readDirectories } from "./directory.ts";
import { defaultScanLimits, readTiffHeader, type ScanLimits } from "./header.ts";
import { readStrips } from "./strips.ts";
import { decodeWhole } from "./whole.ts";

/** Rows of a strip when the caller does not say: 6 MB of a ZooScan scan. */
const usualRows = 256;

/** Opens a grey TIFF scan (TIFF 6.0 or BigTIFF, 8 or 16 bits, either byte order) for reading in strips. Uncompressed strips come
 *  straight from the file, whatever its size; tiles and compression go through libvips, up to `maxDecodedBytes`. A file that is no such
 *  scan, is cut short or lies about itself is refused by a sentence before a pixel is read. */
export async function openTiff(path: string, limits: ScanLimits = defaultScanLimits): Promise<Result<ScanSource, ImageRefusal>> {
  return opening(path, async (file) => {
    const layout = await readDirectories(file);
    const { scan: header, places } = readTiffHeader(layout, file.size, limits);
    return {
      header,
      strips: (rows = usualRows, signal) => {
        if (!Number.isInteger(rows) || rows < 1) throw new RangeError(`a strip has a whole number of rows, got ${rows}`);
        const source = { file, header, places, littleEndian: layout.littleEndian };
        return header.streamed ? readStrips(source, rows, signal) : decodeWhole(path, { header, limits }, rows, signal);
      },
      close: file.close,
    };
  });
}

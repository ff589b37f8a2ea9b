import { type Arena, createSliceMedian, greyRangeOf, type Kernels, narrowTable } from "@nauplius/imaging";
import type { ScanSource } from "../../readers/source.ts";

/** How the samples of a file become 8 bits: as they are, or by a table in the kernels' memory. */
export type EightBits = {
  /** Ground of a 16-bit file, and the levels that become black and white; null for 8 bits. */
  readonly range: { readonly median: number; readonly min: number; readonly max: number } | null;
  /** Writes samples as 8-bit greys. */
  readonly write: (target: number, samples: Uint8Array | Uint16Array) => void;
};

/** Reads a 16-bit file once for the median of its ground, from which ZooProcess' rule follows; 8-bit files are not read. */
export async function measureRange(source: ScanSource, signal?: AbortSignal): Promise<EightBits["range"]> {
  const { width, height, bitDepth } = source.header;
  if (bitDepth === 8) return null;
  const slices = createSliceMedian(width, height);
  for await (const { y, rows, data } of source.strips(undefined, signal)) {
    if (data instanceof Uint16Array) slices.strip(y, rows, data);
  }
  const median = slices.median();
  return { median, ...greyRangeOf(median) };
}

/** @param samples - as many as are written at once */
export function openEightBits(kernels: Kernels, arena: Arena, range: EightBits["range"], samples: number): EightBits {
  if (range === null) return { range, write: (target, greys) => kernels.bytes.set(greys, target) };
  const [table, input] = [arena.take(65_536), arena.take(2 * samples)];
  kernels.bytes.set(narrowTable(range), table);
  const deep = new Uint16Array(kernels.bytes.buffer, input, samples);
  return {
    range,
    write: (target, greys) => {
      for (let from = 0; from < greys.length; from += samples) {
        const part = greys.subarray(from, from + samples);
        deep.set(part);
        kernels.narrow(target + from, input, part.length, table);
      }
    },
  };
}

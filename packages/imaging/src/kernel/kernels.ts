import { base64 } from "./base64.ts";
import { ownWasm, sharedWasm } from "./generated/wasm.ts";

/** The hot loops, over one memory: every address is a byte offset from its start, those of 16-bit and 32-bit numbers are multiples of 4.
 *  The WebAssembly and the plain twin (createPlainKernels) answer the same bits. Lengths and widths are pixels. */
export type KernelFunctions = {
  /** How many of `length` greys are <= threshold. */
  readonly countUpTo: (source: number, length: number, threshold: number) => number;
  /** target = 255 - |a - b|: ZooProcess' "neutral" subtraction of the background. */
  readonly difference: (target: number, a: number, b: number, length: number) => void;
  /** target = ceil(a / 2) + ceil(b / 2), at most 255: how ZooProcess combines two blank scans. */
  readonly meanOfTwo: (target: number, a: number, b: number, length: number) => void;
  /** target (8 bit) = table[source (16 bit)]; the table has 65,536 bytes. */
  readonly narrow: (target: number, source: number, length: number, table: number) => void;
  /** target = min(255, (source * gain + 2048) >> 12); gains are 16-bit, 4096 is 1. */
  readonly flatten: (target: number, source: number, gains: number, length: number) => void;
  /** sums (16 bit) += source where it is >= floor, else instead, of one row; at most 257 rows until a sum overflows. */
  readonly addColumns: (sums: number, source: number, floor: number, instead: number, length: number) => void;
  /** target = (upper * (256 - weight) + lower * weight + 32768) >> 16; two rows of 16-bit greys times 256, weight 0..256. */
  readonly blend: (target: number, upper: number, lower: number, length: number, weight: number) => void;
  /** Writes the columns where each row turns from ground to object and back (32 bit, in pairs), and how many turns each row has (32 bit).
   *  Object: source <= threshold, or > threshold where `bright` is 1. A row has at most width + 1 turns. @returns all turns */
  readonly findTurns: (
    turns: number,
    counts: number,
    source: number,
    width: number,
    stride: number,
    rows: number,
    threshold: number,
    bright: 0 | 1,
  ) => number;
  /** One row of the mean over a disc of 37 pixels (ImageJ's radius 3: rows of 3, 5, 7, 7, 7, 5, 3), rounded half up. `rows` holds the seven
   *  addresses (32 bit) of rows with three more pixels on each side; `scratch` takes 6 * (width + 6) bytes. */
  readonly discMean: (target: number, rows: number, scratch: number, width: number) => void;
  /** Chamfer distances 41 / 58 / 92 (straight, diagonal, knight's move), in place on signed 16-bit numbers: 0 where distance starts, 32767
   *  elsewhere. Two rows and columns on each side are a margin of 32767; the width between them is a multiple of 8. */
  readonly chamfer: (plane: number, width: number, height: number) => void;
};

export type Kernels = KernelFunctions & { readonly bytes: Uint8Array };

/** WebAssembly of the kernels, to be instantiated with `{ env: { memory } }`: for a memory of one thread, or one shared by several (declared
 *  with a maximum). */
export const kernelWasm = (shared: boolean): Uint8Array<ArrayBuffer> => base64(shared ? sharedWasm : ownWasm);

/** The kernels of an instance. @param exports - of the instance   @param memory - the buffer of the memory it was given, which must not grow */
export const createKernels = (exports: KernelFunctions, memory: ArrayBufferLike): Kernels => ({
  ...exports,
  bytes: new Uint8Array(memory),
});

/** Hands out places in a kernel memory, in order, and never takes them back. */
export type Arena = {
  /** The address of so many bytes, a multiple of 64. @throws RangeError when the memory is full */
  readonly take: (bytes: number) => number;
};

export function createArena(size: number): Arena {
  let next = 64;
  return {
    take: (bytes) => {
      const at = next;
      next += Math.ceil(bytes / 64) * 64;
      if (next > size) throw new RangeError(`the memory of the kernels has ${size} bytes, ${next} are needed`);
      return at;
    },
  };
}

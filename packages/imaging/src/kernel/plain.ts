import { chamferPlain } from "./chamfer.ts";
import type { Kernels } from "./kernels.ts";

/** Half-widths of the disc's seven rows. */
const disc = [1, 2, 3, 3, 3, 2, 1];

/** The kernels in plain TypeScript: what the WebAssembly must answer bit by bit, and what runs where there is none. */
export function createPlainKernels(memory: ArrayBufferLike): Kernels {
  const bytes = new Uint8Array(memory);
  const words = new Uint16Array(memory, 0, memory.byteLength >> 1);
  const longs = new Uint32Array(memory, 0, memory.byteLength >> 2);
  return {
    bytes,
    countUpTo: (source, length, threshold) => {
      let count = 0;
      for (let i = source; i < source + length; i++) if (bytes[i] <= threshold) count++;
      return count;
    },
    difference: (target, a, b, length) => {
      for (let i = 0; i < length; i++) bytes[target + i] = 255 - Math.abs(bytes[a + i] - bytes[b + i]);
    },
    meanOfTwo: (target, a, b, length) => {
      for (let i = 0; i < length; i++) bytes[target + i] = Math.min(255, ((bytes[a + i] + 1) >> 1) + ((bytes[b + i] + 1) >> 1));
    },
    narrow: (target, source, length, table) => {
      for (let i = 0; i < length; i++) bytes[target + i] = bytes[table + words[(source >> 1) + i]];
    },
    flatten: (target, source, gains, length) => {
      for (let i = 0; i < length; i++) bytes[target + i] = Math.min(255, (bytes[source + i] * words[(gains >> 1) + i] + 2048) >>> 12);
    },
    addColumns: (sums, source, floor, instead, length) => {
      for (let i = 0; i < length; i++)
        words[(sums >> 1) + i] += bytes[source + i] >= bytes[floor + i] ? bytes[source + i] : bytes[instead + i];
    },
    blend: (target, upper, lower, length, weight) => {
      for (let i = 0; i < length; i++) {
        const sum = words[(upper >> 1) + i] * (256 - weight) + words[(lower >> 1) + i] * weight;
        bytes[target + i] = Math.min(255, (sum + 32768) >>> 16);
      }
    },
    findTurns: (turns, counts, source, width, stride, rows, threshold, bright) => {
      let to = turns >> 2;
      for (let y = 0; y < rows; y++) {
        const first = to;
        let state = false;
        for (let x = 0; x < width; x++) {
          const on = bytes[source + y * stride + x] <= threshold !== (bright === 1);
          if (on !== state) longs[to++] = x;
          state = on;
        }
        if (state) longs[to++] = width;
        longs[(counts >> 2) + y] = to - first;
      }
      return to - (turns >> 2);
    },
    discMean: (target, rows, _scratch, width) => {
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let r = 0; r < 7; r++) {
          const middle = longs[(rows >> 2) + r] + x + 3;
          for (let i = middle - disc[r]; i <= middle + disc[r]; i++) sum += bytes[i];
        }
        bytes[target + x] = Math.floor(sum / 37 + 0.5);
      }
    },
    chamfer: (plane, width, height) => chamferPlain(new Int16Array(memory, plane, width * height), width, height),
  };
}

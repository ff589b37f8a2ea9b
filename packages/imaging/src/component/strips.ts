import type { Arena, Kernels } from "../kernel/kernels.ts";
import { createLabeller, type Labeller, type LabellerOptions } from "./labeller.ts";

/** What makes a pixel object: grey <= level (dark on light), or grey > level (bright on dark). */
export type Threshold = { readonly level: number; readonly sense: "dark" | "bright" };

export type StripLabeller = {
  /** The next rows of the labelled area, in the memory of the kernels.
   *  @param stride - bytes from one row to the next   @param level - of these rows, where it is not the threshold's */
  readonly rows: (address: number, rows: number, stride: number, level?: number) => void;
  /** The area ends; what comes after it is another one, whose first row is 0. */
  readonly finish: () => void;
};

/** Rows that are searched at one call of the kernel. */
const atOnce = 32;

/** Threshold, runs and labelling of strips in the kernels' memory: the same objects whatever the strips' heights. It takes 4 * 32 * (width + 3)
 *  bytes of the arena, once; what it returns must not be used by two threads. */
export function createStripLabeller(
  kernels: Kernels,
  arena: Arena,
  { threshold, ...options }: LabellerOptions & { readonly threshold: Threshold },
): StripLabeller {
  const { width } = options;
  let labeller: Labeller = createLabeller(options);
  const [turnsAt, countsAt] = [arena.take(4 * atOnce * (width + 2)), arena.take(4 * atOnce)];
  const turns = new Uint32Array(kernels.bytes.buffer, turnsAt, atOnce * (width + 2));
  const counts = new Uint32Array(kernels.bytes.buffer, countsAt, atOnce);
  const bright = threshold.sense === "bright" ? 1 : 0;
  return {
    rows: (address, rows, stride, level = threshold.level) => {
      for (let y = 0; y < rows; y += atOnce) {
        const some = Math.min(atOnce, rows - y);
        kernels.findTurns(turnsAt, countsAt, address + y * stride, width, stride, some, level, bright);
        for (let r = 0, at = 0; r < some; r++) {
          labeller.row(turns, at, counts[r]);
          at += counts[r];
        }
      }
    },
    finish: () => {
      labeller.finish();
      labeller = createLabeller(options);
    },
  };
}

import { type Arena, areaOfEsd, createArena, type Kernels } from "@nauplius/imaging";
import { openKernels } from "../kernels.ts";
import type { SharedPlane } from "../object.tasks.ts";
import type { SegmentProfile } from "../profile.ts";

/** The last lines of a stream, in memory that threads share: line y lies at place y modulo `rows`. */
export type Ring = {
  readonly kernels: Kernels;
  readonly arena: Arena;
  readonly rows: number;
  /** Objects that get higher than this have left the ring before they end. */
  readonly maxRows: number;
  readonly addressOf: (y: number) => number;
  readonly plane: (top: number, bottom: number) => SharedPlane;
};

/** Room for twice the height of the largest object: its disc's diameter, times four for long ones, at least 1,024 lines. What closes around an
 *  object may be as high as that again. */
export function openRing(width: number, frameRows: number, { maxEsd }: SegmentProfile, pixelSize: number): Ring {
  const diameter = 2 * Math.sqrt(areaOfEsd(maxEsd, pixelSize) / Math.PI);
  const maxRows = Math.max(1024, Math.ceil(4 * diameter));
  const rows = (Math.ceil((2 * maxRows) / frameRows) + 3) * frameRows;
  const room = rows * width + frameRows * width + 1200 * width + 1_000_000;
  const [kernels, arena] = [openKernels(room, true), createArena(room)];
  const at = arena.take(rows * width);
  const memory = kernels.bytes.buffer;
  return {
    ...{ kernels, arena, rows, maxRows },
    addressOf: (y) => at + (y % rows) * width,
    plane: (top, bottom) => ({ memory, at, width, rows, top, bottom }),
  };
}

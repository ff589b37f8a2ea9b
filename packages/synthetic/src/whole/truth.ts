import type { Box } from "../draw/pose.ts";
import type { Instrument } from "../render/instruments.ts";
import { type Part, runsAt, type Stamp } from "./stamp.ts";

/** One object that a segmentation of the whole image should find, in the coordinates of that image. */
export type TruthObject = {
  readonly box: Box;
  /** Filled area and holes, pixels. */
  readonly area: number;
  readonly holes: number;
  readonly esdMm: number;
  /** Filled mask as runs: row, first column, column after the last. */
  readonly runs: Int32Array;
  /** One individual, or two that touch and are found as one. */
  readonly parts: readonly Part[];
};

export type Placed = { readonly stamp: Stamp; readonly x: number; readonly y: number };

export const truthOf = ({ stamp, x, y }: Placed, instrument: Instrument): TruthObject => {
  const at = (box: Box): Box => ({ ...box, x: box.x + x, y: box.y + y });
  return {
    box: at(stamp.box),
    area: stamp.area,
    holes: stamp.holes,
    esdMm: (2 * Math.sqrt(stamp.area / Math.PI) * instrument.pixelSize) / 1000,
    runs: runsAt(stamp, x, y),
    parts: stamp.parts.map((part) => ({ ...part, box: at(part.box) })),
  };
};

/** Top to bottom, then left to right. */
export const inReadingOrder = (placed: readonly Placed[]): Placed[] =>
  [...placed].sort((a, b) => a.y + a.stamp.box.y - b.y - b.stamp.box.y || a.x + a.stamp.box.x - b.x - b.stamp.box.x);

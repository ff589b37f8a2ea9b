import { cellSize } from "../network/shape.ts";
import { bucketOf, type InputContract, scaledLength } from "./contract.ts";
import { resample } from "./resample.ts";
import type { GreyImage } from "./signal.ts";

/** Where a batch of images of one rectangle is written: pixels [n, 1, height, width], mask [n, 1, height/16, width/16]. */
export type InputBatch = {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly pixels: Float32Array;
  readonly mask: Float32Array;
};

export function createBatch(count: number, width: number, height: number): InputBatch {
  const cells = (width / cellSize) * (height / cellSize);
  return { width, height, count, pixels: new Float32Array(count * width * height), mask: new Float32Array(count * cells) };
}

/** The signal at the scale at which the network sees it; its rectangle is `bucketOf` of its sides. */
export const scaleSignal = (signal: GreyImage, contract: InputContract): GreyImage => scaleSignalFrom(signal, signal.width, contract);

/** The same for a signal that was shrunk before: `longest` is the longest side of the vignette itself. */
export function scaleSignalFrom(signal: GreyImage, longest: number, contract: InputContract): GreyImage {
  const scale = scaledLength(longest, contract) / signal.width;
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  return resample(signal, side(signal.width), side(signal.height));
}

/** One of the eight ways to turn and mirror, for averaging predictions over them: bit 0 mirrors, bit 1 turns upside down,
 *  bit 2 exchanges rows and columns. */
export type View = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Writes a scaled signal into the middle of image `index` of the batch. */
export function placeSignal(batch: InputBatch, index: number, signal: GreyImage, contract: InputContract, view: View = 0): void {
  const swap = (view & 4) !== 0;
  const width = swap ? signal.height : signal.width;
  const height = swap ? signal.width : signal.height;
  const left = Math.floor((batch.width - width) / 2);
  const top = Math.floor((batch.height - height) / 2);
  const base = index * batch.width * batch.height;
  const factor = contract.contrast / 255;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = view & 1 ? width - 1 - x : x;
      const v = view & 2 ? height - 1 - y : y;
      const from = swap ? u * signal.width + v : v * signal.width + u;
      batch.pixels[base + (top + y) * batch.width + left + x] = (signal.data[from] as number) * factor;
    }
  }
  fillMask(batch, index, { left, top, right: left + width, bottom: top + height });
}

export type Extent = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** The share of each cell that the vignette covers. */
export function fillMask(batch: InputBatch, index: number, { left, top, right, bottom }: Extent): void {
  const columns = batch.width / cellSize;
  const rows = batch.height / cellSize;
  const overlap = (cell: number, from: number, to: number): number =>
    Math.max(0, Math.min(to, (cell + 1) * cellSize) - Math.max(from, cell * cellSize)) / cellSize;
  for (let row = 0; row < rows; row++) {
    const share = overlap(row, top, bottom);
    for (let column = 0; column < columns; column++) {
      batch.mask[(index * rows + row) * columns + column] = share * overlap(column, left, right);
    }
  }
}

export const rectangleOf = (signal: GreyImage, contract: InputContract) => bucketOf(signal.width, signal.height, contract);

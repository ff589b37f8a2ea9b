import type { GreyImage } from "@nauplius/ml";

/** Signals of many objects in memory that threads share. */
export type ImageSet = {
  readonly names: readonly string[];
  readonly taxa: readonly string[];
  /** Index into `taxa`, -1 without one. */
  readonly labels: Int32Array;
  readonly pixels: Uint8Array;
  /** Where each signal begins in `pixels`; one more at the end. */
  readonly offsets: Float64Array;
  readonly widths: Int32Array;
  readonly heights: Int32Array;
  /** Longest side of the vignette itself, in its own pixels: stored signals may be smaller. */
  readonly longest: Int32Array;
  /** `sizesOf` each object, row by row; NaN of one without an image. Scaled features behind them once they are joined. */
  readonly numbers: Float32Array;
  /** Features as they were measured, row by row; NaN: not measured. Empty where none are used. */
  readonly features: Float32Array;
};

/** Only a forest on features learns from an object without an image: it has a width of 0. */
export const hasImage = (set: ImageSet, index: number): boolean => (set.widths[index] ?? 0) > 0;

export function signalAt(set: ImageSet, index: number): GreyImage {
  const start = set.offsets[index] ?? 0;
  const end = set.offsets[index + 1] ?? 0;
  return { data: set.pixels.subarray(start, end), width: set.widths[index] ?? 0, height: set.heights[index] ?? 0 };
}

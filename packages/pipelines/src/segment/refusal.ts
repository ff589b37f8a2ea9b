import type { ImageRefusal } from "../vignette/types.ts";

/** Why nothing came of a scan, a stream or an image. `message` is a sentence: what was got, what was expected. */
export type SegmentRefusal = {
  readonly code: ImageRefusal["code"] | "noBlank" | "wrongSize" | "pixelSize" | "noObject" | "darkRegion";
  readonly message: string;
  /** The file that it is about. */
  readonly image?: string;
};

export const counted = (value: number): string => value.toLocaleString("en");
export const sizeText = ({ width, height }: { width: number; height: number }): string => `${counted(width)} x ${counted(height)} pixels`;
/** Three significant digits at most: 10.583 -> 10.6. */
export const rounded = (value: number): string => Number(value.toPrecision(3)).toLocaleString("en");
export const percent = (share: number): string => `${rounded(100 * share)} %`;

import type { Box } from "@nauplius/imaging";

/** One object that was found: a row to be, with its picture. */
export type SegmentedObject = {
  /** 1 and up: in a scan or an image in reading order of the objects' first pixels, in a stream in the order in which they end. */
  readonly number: number;
  /** The file or frame that holds its first line. */
  readonly image: string;
  /** In that image; in a stream y counts lines from the first one on. */
  readonly box: Box;
  /** First object pixel of the top row (ZooProcess' XStart). */
  readonly startX: number;
  /** Filled area and the holes in it, px. */
  readonly area: number;
  readonly holes: number;
  /** mm */
  readonly esd: number;
  /** PNG, 8-bit grey, without footer or scale bar; where the object's box lies in it. */
  readonly vignette: { readonly bytes: Uint8Array; readonly width: number; readonly height: number; readonly box: Box };
  /** Object pixels without holes, in the vignette's pixels: see encodeMask of imaging. */
  readonly mask: Uint8Array;
  readonly features: MeasuredFeatures;
};

/** Numbers in the order of the engine's names (featureNamesOf); NaN: there is no value. */
export type MeasuredFeatures = { readonly compat?: Float64Array; readonly sane?: Float64Array };

/** Which engines measure; the compat engine speaks a dialect. */
export type EngineChoice = {
  readonly compat?: "zooscan" | "uvp6";
  readonly sane?: boolean;
  /** um */
  readonly pixelSize: number;
};

import type { EngineChoice, MeasuredFeatures, SegmentedObject } from "../object.ts";
import type { SegmentProfile } from "../profile.ts";
import type { Rejected } from "../rejected.ts";

/** The empty field of a microscope, by which frames are divided. */
export type Field = { readonly width: number; readonly height: number; readonly grey: Uint8Array };

export type ImageTask = {
  readonly path: string;
  readonly name: string;
  readonly field: Field | null;
  readonly profile: SegmentProfile;
  readonly engines: EngineChoice;
};

/** Vignettes of which nothing but the features is wanted. */
export type FeatureTask = Pick<ImageTask, "profile" | "engines"> & {
  readonly files: readonly { readonly path: string; readonly name: string }[];
};
export type MeasuredVignette = { readonly name: string; readonly features: MeasuredFeatures };

export type ImageResult = {
  readonly width: number;
  readonly height: number;
  /** The threshold that was taken. */
  readonly level: number;
  readonly objects: readonly SegmentedObject[];
  readonly rejected: Rejected;
};

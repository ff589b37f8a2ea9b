import type { EngineChoice, SegmentedObject } from "./object.ts";
import type { ObjectPool } from "./object-pool.ts";
import type { SegmentProfile } from "./profile.ts";
import type { SegmentRefusal } from "./refusal.ts";
import type { Rejected } from "./rejected.ts";

export type SegmentProgress = {
  readonly stage: "reading" | "measuring";
  /** Of the whole work, 0..1; of a stream whose length is not known, null. */
  readonly share: number | null;
  readonly images: number;
  readonly objects: number;
};

export type SegmentOptions = {
  readonly profile: SegmentProfile;
  /** um; it goes before what the file's header and the profile say. */
  readonly pixelSize?: number;
  /** Which engines measure: the profile's compat dialect, or the sane one, or both; default compat. */
  readonly measure?: { readonly compat?: boolean; readonly sane?: boolean };
  /** Threads to work in; without, two are opened and closed again. */
  readonly pool?: ObjectPool;
  /** File that a scan's tiles go to (keepTiles); without, none are made. */
  readonly keep?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SegmentProgress) => void;
  /** Takes objects in their order, some dozen at a time; the work waits for it. */
  readonly onObjects: (objects: readonly SegmentedObject[]) => void | Promise<void>;
};

/** Seconds of each stage, which overlap where threads work side by side. */
export type SegmentSeconds = { readonly total: number; readonly reading: number; readonly finding: number; readonly measuring: number };

export type SegmentSummary = {
  /** Images, or frames of a stream. */
  readonly images: number;
  readonly pixels: number;
  readonly objects: number;
  readonly rejected: Rejected;
  /** um */
  readonly pixelSize: number;
  readonly seconds: SegmentSeconds;
  /** Single images that gave nothing, with the reason; the others are in. */
  readonly problems: readonly SegmentRefusal[];
};

export const engineChoice = (
  { profile, measure = { compat: true } }: Pick<SegmentOptions, "profile" | "measure">,
  pixelSize: number,
): EngineChoice => ({
  ...(measure.compat === true && { compat: profile.dialect }),
  sane: measure.sane === true,
  pixelSize,
});

import type { PreviewFacts, Result, SegmentProfileName, SegmentSettings } from "@nauplius/domain";
import type { FoundUnit } from "./input.ts";

type How = { readonly profile: SegmentProfileName; readonly signal: AbortSignal };
/** @param instead - archive of a file that is read in place of the unit's own; null: its own */
type UnitHow = How & { readonly settings: SegmentSettings; readonly instead: string | null };

export type Matched = {
  readonly units: readonly FoundUnit[];
  readonly facts: {
    readonly unmatched: number;
    readonly withoutFile: readonly string[];
    readonly others: { readonly count: number; readonly some: readonly string[] };
    readonly problems: readonly string[];
  };
};

export type Segmented = {
  readonly images: number;
  readonly objects: number;
  readonly pixelSize: number;
  readonly rejected: Readonly<Record<string, number>>;
  /** Images that gave nothing, as sentences. */
  readonly problems: readonly string[];
  readonly seconds: number;
  /** A PNG of the whole scan made small, with what was left out of it; null: there is no one scan. */
  readonly overview: { readonly picture: Uint8Array; readonly facts: OverviewFacts } | null;
  /** The scan in full resolution, as a file of tiles; null: there is no one scan. */
  readonly scan: ScanTiles | null;
};

/** Grey PNGs one behind the other in a file, in reading order of their places in the scan; see keepTiles of packages/pipelines. */
export type ScanTiles = {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly side: number;
  readonly ends: Uint32Array;
};

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
/** In pixels of the whole scan, but for the picture's own size. */
export type OverviewFacts = {
  readonly width: number;
  readonly height: number;
  readonly wholeWidth: number;
  readonly wholeHeight: number;
  /** The clear part of the tray. */
  readonly frame: Box;
  /** The largest of what is no object, and why. */
  readonly rejected: readonly (Box & { readonly why: string; readonly area: number })[];
  readonly counts: Readonly<Record<string, number>>;
};

/** What segmentation needs of the file side (packages/pipelines): the worker passes it in. Refusals are sentences. */
export type SegmentPorts = {
  readonly match: (path: string, how: How & { readonly name: string }) => Promise<Result<Matched, string>>;
  readonly preview: (
    path: string,
    unit: FoundUnit,
    how: UnitHow,
  ) => Promise<Result<{ readonly picture: Uint8Array; readonly facts: PreviewFacts }, string>>;
  /** Writes an EcoTaxa archive into `out`, or nothing; and of a scan its tiles into the file `keep`. */
  readonly segment: (
    path: string,
    unit: FoundUnit,
    how: UnitHow & {
      readonly out: string;
      readonly keep: string;
      readonly onProgress: (share: number | null, objects: number) => void;
    },
  ) => Promise<Result<Segmented, string>>;
};

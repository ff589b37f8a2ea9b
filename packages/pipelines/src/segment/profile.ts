import {
  err,
  type MorphologyStep,
  ok,
  type Result,
  type SegmentProfileName,
  type SegmentSettings,
  settingsProblem,
} from "@nauplius/domain";
import { pixelSizeOfDpi, type Threshold, type VignetteLook } from "@nauplius/imaging";

/** How the ground is made even before the threshold.
 *  - blank: |blank - scan| from scans of the empty tray (ZooScan);
 *  - columns: the moving mean of each column over the line stream, divided out (ISIIS); window in lines, ground in grey levels;
 *  - field: the median over the first frames of a folder, divided out, when there are at least so many (PlanktoScope);
 *  - none: the image is taken as it is. */
export type BackgroundMethod =
  | { readonly method: "blank" }
  | { readonly method: "columns"; readonly window: number; readonly ground: number }
  | { readonly method: "field"; readonly frames: number; readonly atLeast: number; readonly brightest: number }
  | { readonly method: "none" };

/** What makes a pixel object. `fixed`: grey <= level (dark) or > level (bright); `percentile`: the level is the grey with that share of the
 *  pixels at or below it; `otsu` and `triangle` follow from each image. Sense "auto": the rarer side of the level is the object.
 *  `border` (single vignettes): so many greys darker than the border where that is light, brighter where it is dark. */
export type ThresholdMethod =
  | { readonly method: "fixed"; readonly level: number; readonly sense: Sense }
  | { readonly method: "percentile"; readonly share: number; readonly sense: Sense }
  | { readonly method: "otsu" | "triangle"; readonly sense: Sense }
  | { readonly method: "border"; readonly contrast: number; readonly sense: "auto" };
type Sense = Threshold["sense"] | "auto";

/** PlanktoScope's segmenter, after a triangle threshold: erode 2 x 2, dilate, close and erode 8 x 8 ellipses. */
const planktoscopeSteps: readonly MorphologyStep[] = [
  { step: "erode", element: { box: [2, 2] } },
  { step: "dilate", element: { ellipse: [8, 8] } },
  { step: "close", element: { ellipse: [8, 8] } },
  { step: "erode", element: { ellipse: [8, 8] } },
];

export type SegmentProfile = {
  readonly name: SegmentProfileName;
  /** One image with many objects, an endless line stream, frames on their own, or images that show one object each. */
  readonly input: "scan" | "stream" | "frames" | "vignettes";
  /** Edge of a pixel, um; null: the file's header or the person must say it. */
  readonly pixelSize: number | null;
  /** Outside of this range, um, a pixel size is a mistake and asked for again. */
  readonly pixelSizes: readonly [number, number];
  readonly background: BackgroundMethod;
  readonly threshold: ThresholdMethod;
  /** Steps on the object pixels of single frames; scans and streams take none. */
  readonly morphology?: readonly MorphologyStep[];
  /** Objects of this diameter (ESD, mm) are kept; smaller and larger ones are dropped. */
  readonly minEsd: number;
  readonly maxEsd: number;
  /** Whether objects that the edge of the image cuts off are dropped. */
  readonly edges: "drop" | "keep";
  /** From this width / height on a component is a line of the scanner, not an object; null: lines are kept. */
  readonly maxAspect: number | null;
  /** More object than this share of the image is no sample but a lid left open, a shadow or a wrong blank. */
  readonly maxDark: number;
  /** One component larger than this share of the image is not an animal; the second number is for one that touches the edge. */
  readonly maxPart: readonly [inside: number, edge: number];
  readonly vignette: VignetteLook;
  /** Whose numbers the compat engine gives. */
  readonly dialect: "zooscan" | "uvp6";
};

/** 20 % of the box on each side, as ZooProcess and Plankline. */
const look = { margin: 0.2, leastMargin: 4 } as const;
/** ZooProcess: minimum 0.3 mm, maximum 100 mm; 2400 dpi. */
const zooscan: SegmentProfile = {
  name: "zooscan",
  input: "scan",
  pixelSize: null,
  pixelSizes: [pixelSizeOfDpi(4800), pixelSizeOfDpi(300)],
  background: { method: "blank" },
  threshold: { method: "fixed", level: 243, sense: "dark" },
  minEsd: 0.3,
  maxEsd: 100,
  edges: "drop",
  maxAspect: 40,
  maxDark: 0.2,
  maxPart: [0.1, 0.02],
  vignette: { ...look, around: "cleared", ground: 255 },
  dialect: "zooscan",
};

/** Vignettes as the instrument cut them, bright on dark; native threshold 21, pixel of the UVP6 in the given data 73 um. */
const uvp6: SegmentProfile = {
  name: "uvp6",
  input: "vignettes",
  pixelSize: 73,
  pixelSizes: [30, 300],
  background: { method: "none" },
  threshold: { method: "fixed", level: 21, sense: "bright" },
  minEsd: 0,
  maxEsd: 1000,
  edges: "keep",
  maxAspect: null,
  maxDark: 1,
  maxPart: [1, 1],
  vignette: { ...look, around: "kept", ground: 0 },
  dialect: "uvp6",
};

/** Pixels differ from instrument to instrument (88 to 174 um): the settings say it. */
const uvp5: SegmentProfile = { ...uvp6, name: "uvp5", pixelSize: null, dialect: "zooscan" };

/** apeep: a window of 8,000 lines; 2048 px over 105 mm; up to 400,000 px (37 mm; it begins at 300 px, 1 mm). The ground becomes 205; what is
 *  darker than 170 is object. */
const isiis: SegmentProfile = {
  name: "isiis",
  input: "stream",
  pixelSize: 51.3,
  pixelSizes: [5, 300],
  background: { method: "columns", window: 8000, ground: 205 },
  threshold: { method: "fixed", level: 170, sense: "dark" },
  minEsd: 0.5,
  maxEsd: 37,
  edges: "drop",
  maxAspect: null,
  maxDark: 0.5,
  maxPart: [1, 1],
  vignette: { ...look, around: "kept", ground: 205 },
  dialect: "zooscan",
};

/** A folder of images and a pixel size, PlanktoScope's frames included: the median of ten frames as the empty field, brightest 1.04. */
const generic: SegmentProfile = {
  name: "generic",
  input: "frames",
  pixelSize: null,
  pixelSizes: [0.05, 500],
  background: { method: "field", frames: 10, atLeast: 5, brightest: 1.04 },
  threshold: { method: "otsu", sense: "auto" },
  minEsd: 0.1,
  maxEsd: 100,
  edges: "drop",
  maxAspect: null,
  maxDark: 0.5,
  maxPart: [0.5, 0.25],
  vignette: { ...look, around: "kept", ground: 255 },
  dialect: "zooscan",
};

/** PlanktoScope's own segmenter: a triangle threshold, dark on light, and its steps; metadata.json says the pixel. */
const planktoscope: SegmentProfile = {
  ...generic,
  name: "planktoscope",
  pixelSizes: [0.05, 20],
  threshold: { method: "triangle", sense: "dark" },
  morphology: planktoscopeSteps,
  minEsd: 0.02,
};

/** Settings of each instrument, with units; a project's own are this with changes. */
export const segmentProfiles: Readonly<Record<SegmentProfileName, SegmentProfile>> = { zooscan, uvp5, uvp6, isiis, planktoscope, generic };

/** The instrument's profile with what was asked for otherwise, or a sentence: what is wrong, what was expected. */
export function profileWith(name: SegmentProfileName, settings: SegmentSettings): Result<SegmentProfile, string> {
  const wrong = settingsProblem(name, settings);
  if (wrong !== null) return err(wrong);
  const profile = segmentProfiles[name];
  const { minEsd = profile.minEsd, maxEsd = profile.maxEsd } = settings;
  if (minEsd > maxEsd) return err(`minEsd: got ${minEsd}, expected at most ${maxEsd}, the largest of ${name}`);
  const threshold = thresholdWith(profile, settings);
  return typeof threshold === "string" ? err(threshold) : ok({ ...profile, minEsd, maxEsd, threshold });
}

function thresholdWith({ name, threshold }: SegmentProfile, settings: SegmentSettings): ThresholdMethod | string {
  const { method = settings.threshold === undefined ? threshold.method : "fixed", share = 0, sense = threshold.sense } = settings;
  if (method === "border") return threshold;
  if (method === "percentile") return { method, share: share / 100, sense };
  if (method !== "fixed") return { method, sense };
  const level = settings.threshold ?? (threshold.method === "fixed" ? threshold.level : undefined);
  if (level === undefined) return `threshold: got none, expected a grey for the method fixed: ${name} has none of its own`;
  return { method, level, sense };
}

import { z } from "zod";

/** Instruments whose images are segmented here. */
export const segmentProfileNames = ["zooscan", "uvp5", "uvp6", "isiis", "planktoscope", "generic"] as const;
export type SegmentProfileName = (typeof segmentProfileNames)[number];

const ofInstrument: Readonly<Record<string, SegmentProfileName>> = {
  Zooscan: "zooscan",
  UVP5HD: "uvp5",
  UVP5SD: "uvp5",
  UVP5Z: "uvp5",
  UVP6: "uvp6",
  ISIIS: "isiis",
  PlanktoScope: "planktoscope",
  "?": "zooscan",
};
/** What a project of an instrument most likely segments; people may choose otherwise. */
export const profileOfInstrument = (instrument: string): SegmentProfileName => ofInstrument[instrument] ?? "generic";

/** Where the level between object and ground comes from: a grey that is given, or the greys of each image. */
export const thresholdMethods = ["fixed", "percentile", "otsu", "triangle"] as const;
export type ThresholdMethodName = (typeof thresholdMethods)[number];

/** Scans and vignettes have the threshold of their instrument, as fixed as its light. */
export const thresholdMethodsOf: Readonly<Record<SegmentProfileName, readonly ThresholdMethodName[]>> = {
  zooscan: ["fixed"],
  uvp5: ["fixed"],
  uvp6: ["fixed"],
  isiis: thresholdMethods,
  planktoscope: thresholdMethods,
  generic: thresholdMethods,
};

/** What differs from the instrument's profile. */
export const segmentSettings = z.strictObject({
  /** um; goes before what the files say. */
  pixelSize: z.number().min(0.05).max(500).optional(),
  method: z.enum(thresholdMethods).optional(),
  /** Grey, 0 to 255: of the method "fixed". */
  threshold: z.number().min(0).max(255).optional(),
  /** Per cent of the pixels that are no brighter than the level: of the method "percentile". */
  share: z.number().gt(0).lt(100).optional(),
  /** Which side of the level is object; left out: the instrument's, or what is rarer. */
  sense: z.enum(["dark", "bright"]).optional(),
  /** Diameters (ESD), mm. */
  minEsd: z.number().min(0).max(1000).optional(),
  maxEsd: z.number().positive().max(1000).optional(),
});
export type SegmentSettings = z.output<typeof segmentSettings>;

const name = z.string().trim().min(1).max(255).optional();

/** What a person says about one unit of a batch: its own settings, and what no table says. */
export const unitSettings = segmentSettings.extend({
  sample: name,
  acquisition: name,
  /** Inverse of the fraction examined. */
  subPart: z.number().positive().max(1_000_000).optional(),
  /** Segment it although something about it is not known. */
  asIs: z.boolean().optional(),
  /** An upload whose file is read in place of the unit's own, which was bad. */
  instead: z.string().min(1).max(64).optional(),
});
export type UnitSettings = z.output<typeof unitSettings>;

/** What is wrong in settings that each field allows: the field, what was got, what was expected; null: nothing. */
export function settingsProblem(profile: SegmentProfileName, settings: SegmentSettings): string | null {
  const { method, threshold, share, minEsd, maxEsd } = settings;
  const methods = thresholdMethodsOf[profile];
  if (method !== undefined && !methods.includes(method)) return `method: got ${method}, expected ${methods.join(", ")} for ${profile}`;
  if (method === "percentile" && share === undefined) return "share: got none, expected the per cent of pixels for the method percentile";
  if (share !== undefined && method !== "percentile") return `share: got ${share}, expected none but for the method percentile`;
  if (threshold !== undefined && method !== undefined && method !== "fixed")
    return `threshold: got ${threshold}, expected none for the method ${method}, which finds it in the image`;
  if (minEsd !== undefined && maxEsd !== undefined && minEsd > maxEsd) return `minEsd: got ${minEsd}, expected at most maxEsd, ${maxEsd}`;
  return null;
}

/** Settings of a unit over those of its batch. A level is said whole: one part of it does not go with another's. */
export function settingsOver(batch: SegmentSettings, own: SegmentSettings): SegmentSettings {
  const hasLevel = (own.method ?? own.threshold ?? own.share) !== undefined;
  const [size, level] = [
    { pixelSize: own.pixelSize ?? batch.pixelSize, minEsd: own.minEsd ?? batch.minEsd, maxEsd: own.maxEsd ?? batch.maxEsd },
    hasLevel ? own : batch,
  ];
  const { method, threshold, share } = level;
  const all = { ...size, method, threshold, share, sense: own.sense ?? batch.sense };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** A unit as far as it says whether it may start. */
export type StartingUnit = {
  /** False: another stands for it. */
  readonly usable: boolean;
  /** Why a person must say what it is; empty: all is known. */
  readonly reason: string;
  /** What it cannot do without, and what nobody can wave through: the pixel size; null: nothing. */
  readonly lacks: string | null;
  /** What is wrong with its file, which only another one in its place puts right; null: nothing. */
  readonly damage: string | null;
};

/** Why a unit waits for a person: a sentence; null: it may start. */
export function whyItWaits({ reason, lacks, damage }: StartingUnit, batch: SegmentSettings, own: UnitSettings): string | null {
  if (damage !== null && own.instead === undefined) return reason === "" ? damage : `${reason} ${damage}`;
  const isGiven = (own.pixelSize ?? batch.pixelSize ?? own.instead) !== undefined;
  if (lacks !== null && !isGiven) return reason === "" ? lacks : `${reason} ${lacks}`;
  return reason === "" || own.asIs === true || own.sample !== undefined ? null : reason;
}

const side = z.number().positive().max(1000);
/** One step of binary morphology: a disc of a radius, a box or an ellipse of a width and height, px. */
const morphologyStep = z.object({
  step: z.enum(["erode", "dilate", "open", "close"]),
  element: z.union([
    z.object({ disc: side }),
    z.object({ box: z.tuple([side, side]).readonly() }),
    z.object({ ellipse: z.tuple([side, side]).readonly() }),
  ]),
});
export type MorphologyStep = z.output<typeof morphologyStep>;

/** A picture on which a threshold can be tried: grey PNG of a part of a unit, on even ground. */
export const previewFacts = z.object({
  image: z.string(),
  width: z.number(),
  height: z.number(),
  /** Of the part, in the whole image. */
  x: z.number(),
  y: z.number(),
  wholeWidth: z.number(),
  wholeHeight: z.number(),
  /** um */
  pixelSize: z.number(),
  threshold: z.number(),
  sense: z.enum(["dark", "bright"]),
  minEsd: z.number(),
  maxEsd: z.number(),
  edges: z.enum(["drop", "keep"]),
  maxAspect: z.number().nullable(),
  /** Steps on the object pixels before they are joined: see MorphologyStep of packages/imaging. */
  steps: z.array(morphologyStep).readonly().default([]),
  /** It shows one object: the largest. */
  isOneEach: z.boolean().default(false),
});
export type PreviewFacts = z.output<typeof previewFacts>;

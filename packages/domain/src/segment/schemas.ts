import { z } from "zod";

/** Instruments whose images are segmented here. */
export const segmentProfileNames = ["zooscan", "uvp5", "uvp6", "isiis", "generic"] as const;
export type SegmentProfileName = (typeof segmentProfileNames)[number];

/** What differs from the instrument's profile. */
export const segmentSettings = z.strictObject({
  /** um; goes before what the files say. */
  pixelSize: z.number().min(0.05).max(500).optional(),
  /** Grey, 0 to 255. */
  threshold: z.number().min(0).max(255).optional(),
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
});
export type UnitSettings = z.output<typeof unitSettings>;

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
  /** It shows one object: the largest. */
  isOneEach: z.boolean().default(false),
});
export type PreviewFacts = z.output<typeof previewFacts>;

import { areaOfEsd, type Rules } from "@nauplius/imaging";
import type { SegmentProfile } from "./profile.ts";

/** Limits of a profile in pixels. */
export const rulesOf = ({ minEsd, maxEsd, edges, maxAspect }: SegmentProfile, pixelSize: number): Rules => ({
  minArea: Math.max(1, areaOfEsd(minEsd, pixelSize)),
  maxArea: areaOfEsd(maxEsd, pixelSize),
  edges,
  maxAspect,
});

import { trainingRequest } from "@nauplius/domain";
import type { Part } from "@nauplius/ml";
import { z } from "zod";
import type { TakenFeatures } from "../features.ts";

export const trainingInput = trainingRequest.extend({ title: z.string() });
export type TrainingInput = z.output<typeof trainingInput>;

/** One object of a training, fixed when it began. */
export type Member = readonly [objectId: number, sampleId: number, classAt: number, part: Part];
export type FixedSet = {
  readonly classes: readonly { readonly name: string; readonly taxonId: number }[];
  readonly members: readonly Member[];
  /** Measured features that join; left out: none. */
  readonly features?: TakenFeatures | null;
  /** Only features are read: nothing looks at images. */
  readonly isBlind?: boolean;
  readonly bySample: boolean;
  readonly warnings: readonly string[];
};

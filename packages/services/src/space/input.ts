import { ownRules, preparationId, projectId, sampleId, state, taxonId } from "@nauplius/domain";
import { z } from "zod";

/** How individuals become points: plain data. */
export const preparationBody = z.strictObject({
  /** `published`: 45 features of ZooProcess as Beck et al. 2023 trim and transform them; `yeoJohnson`: every measured feature; `own`: those of `rules`. */
  recipe: z.enum(["published", "yeoJohnson", "own"]).default("published"),
  /** Transform and trim of each feature; empty but for the recipe `own`. */
  rules: ownRules.default({}),
  /** Taxa with all below them; none: all whole living individuals, by the taxa's flags. */
  taxa: z.array(taxonId).max(500).default([]),
  states: z.array(state).min(1).max(4).default(["validated"]),
  /** Equal effort: at most so many individuals of a sample, drawn at random; null takes all. */
  perSample: z.int().min(1).max(1_000_000).nullable().default(2000),
  /** Individuals with more missing features are left out; null: as the recipe says. */
  maxMissing: z.int().min(0).max(200).nullable().default(null),
});
export type PreparationBody = z.output<typeof preparationBody>;

export const spaceChoices = {
  /** Morphs asked for; fewer where there are fewer individuals. */
  k: z.int().min(1).max(1_000).default(200),
  axes: z.int().min(1).max(10).nullable().default(null),
  /** Named morphotypes that the morphs are joined to. */
  groups: z.int().min(1).max(50).default(6),
  seed: z.int().min(0).max(2_147_483_647).default(1),
};

/** What the row of a run holds. */
export const spaceInput = z.object({ projectId, preparationId, sampleIds: z.array(sampleId), validatedOnly: z.boolean(), ...spaceChoices });
export type SpaceInput = z.output<typeof spaceInput>;

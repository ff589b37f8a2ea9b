import { z } from "zod";

/** On which side values beyond a quantile become missing. */
export const trimSides = ["none", "left", "right", "both"] as const;
export const featureTransforms = ["none", "log10", "log1p", "yeoJohnson"] as const;

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: ({ input }) => `got ${JSON.stringify(input) ?? "nothing"}, expected one of ${values.join(", ")}` });

/** What is done to a feature before it makes a space. */
export const featureRule = z.strictObject({
  transform: oneOf(featureTransforms).default("none"),
  trim: oneOf(trimSides).default("none"),
  /** Values below the quantile `share`, or above 1 - `share`, are trimmed. */
  share: z
    .number({ error: ({ input }) => `got ${JSON.stringify(input) ?? "nothing"}, expected a number from 0 to 0.25` })
    .min(0, { error: ({ input }) => `got ${input}, expected a number from 0 to 0.25` })
    .max(0.25, { error: ({ input }) => `got ${input}, expected a number from 0 to 0.25` })
    .default(0.001),
});

const mostFeatures = 500;

/** Rules by the name of the feature; a feature that has none takes no part. */
export const ownRules = z
  .record(z.string().min(1).max(255), featureRule)
  .refine((rules) => Object.keys(rules).length <= mostFeatures, { message: `expected at most ${mostFeatures} features` });
export type OwnRules = z.output<typeof ownRules>;

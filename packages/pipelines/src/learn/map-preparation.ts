import { type Preparation, yeoJohnsonPreparation } from "@nauplius/ecology";

/** Features as a map takes them: all that mean something, made symmetric, extremes cut; nobody is left out, gaps are filled with means. */
export const mapPreparation = (features: readonly string[]): Preparation => ({
  ...yeoJohnsonPreparation(features),
  name: "map",
  maxMissing: features.length,
  perSample: null,
});

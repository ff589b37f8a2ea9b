import { adamDefaults } from "@nauplius/ml";

/** The scalars of AdamW's step number t >= 1, as feeds. */
export function adamFeeds(t: number, rate: number) {
  const one = (value: number) => ({ data: Float32Array.of(value), dims: [1] });
  return { rate: one(rate), correct1: one(1 / (1 - adamDefaults.beta1 ** t)), correct2: one(1 / (1 - adamDefaults.beta2 ** t)) };
}

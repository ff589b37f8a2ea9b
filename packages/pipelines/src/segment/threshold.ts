import { histogram, otsu, percentile, type Threshold, triangle } from "@nauplius/imaging";
import type { ThresholdMethod } from "./profile.ts";

/** Level and sense of a threshold for some greys. Where the sense is open, objects are what is rarer.
 *  @param step - looks at every step-th pixel only */
export function thresholdOf(method: ThresholdMethod, greys: Uint8Array, step = 1): Threshold {
  if (method.method === "fixed") return { level: method.level, sense: method.sense };
  const counts = histogram(greys, step);
  const level = levelOf(method, counts);
  if (method.sense !== "auto") return { level, sense: method.sense };
  let [below, total] = [0, 0];
  counts.forEach((n, grey) => {
    total += n;
    if (grey <= level) below += n;
  });
  return { level, sense: 2 * below <= total ? "dark" : "bright" };
}

const levelOf = (method: Exclude<ThresholdMethod, { method: "fixed" }>, counts: Uint32Array): number => {
  if (method.method === "percentile") return percentile(counts, method.share);
  return method.method === "otsu" ? otsu(counts) : triangle(counts);
};

import { borderGrey, type Grey, histogram, otsu, percentile, type Threshold, triangle } from "@nauplius/imaging";
import type { ThresholdMethod } from "./profile.ts";

/** Level and sense of a threshold for some greys. Where the sense is open, objects are what is rarer.
 *  @param step - looks at every step-th pixel only */
export function thresholdOf(method: ThresholdMethod, greys: Uint8Array, step = 1): Threshold {
  if (method.method === "border") throw new RangeError("a threshold by the border is for single vignettes: borderThreshold");
  if (method.method === "fixed" && method.sense !== "auto") return { level: method.level, sense: method.sense };
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

const levelOf = (method: Exclude<ThresholdMethod, { method: "border" }>, counts: Uint32Array): number => {
  if (method.method === "fixed") return method.level;
  if (method.method === "percentile") return percentile(counts, method.share);
  return method.method === "otsu" ? otsu(counts) : triangle(counts);
};

/** What stands out by so many greys from the usual grey along the border. */
export function borderThreshold(grey: Grey, contrast: number): Threshold {
  const border = borderGrey(grey);
  return border >= 128 ? { level: border - contrast, sense: "dark" } : { level: border + contrast, sense: "bright" };
}

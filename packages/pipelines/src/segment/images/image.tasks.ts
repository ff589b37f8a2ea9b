export { medianField, segmentImage } from "./frame.ts";
export { measureFeatures, measureVignette } from "./vignette.ts";

export { medianField, segmentImage } from "./frame.ts";
export { measureVignette } from "./vignette.ts";

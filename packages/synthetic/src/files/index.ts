export { type AviOptions, aviChunks } from "./avi.ts";
export { type TiffOptions, tiffChunks } from "./tiff.ts";

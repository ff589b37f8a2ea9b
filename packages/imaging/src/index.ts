export * from "./vignette/bmp.ts";
export * from "./vignette/bmp-header.ts";
export * from "./vignette/border.ts";
export * from "./vignette/burn.ts";
export * from "./vignette/footer.ts";
export * from "./vignette/pixels.ts";
export * from "./vignette/settings.ts";
export * from "./vignette/tone.ts";

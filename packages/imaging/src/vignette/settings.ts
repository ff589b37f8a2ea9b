import { burnFooter, FOOTER_MIN_ROWS, lengthLabel } from "./burn.ts";
import type { Grey } from "./pixels.ts";

/** What `compute_vignette.txt` of a UVP6 bundle says about how EcoTaxa shows the original (the fields of formats' VignetteConfig). */
export type VignetteSettings = {
  readonly gamma: number;
  readonly invert: boolean;
  /** Enlargement, 1 = none. */
  readonly scale: number;
  readonly scaleBarMm: number | null;
  readonly pixelSizeUm: number | null;
  readonly footerHeightPx: number;
  readonly fontColor: "black" | "white";
};

/** Gamma, then inversion, as EcoTaxa does: `v' = floor(255 (v/255)^(1/gamma))`, `255 - v'`. Originals stay as they are:
 *  a page shows them through this, an EcoTaxa export burns it. */
export function displayGrey(grey: Grey, { gamma, invert }: Pick<VignetteSettings, "gamma" | "invert">): Grey {
  const table = Uint8Array.from({ length: 256 }, (_, v) => {
    const curved = gamma === 1 ? v : Math.floor(255 * (v / 255) ** (1 / gamma));
    return invert ? 255 - curved : curved;
  });
  const data = new Uint8Array(grey.data.length);
  for (let i = 0; i < data.length; i++) data[i] = table[grey.data[i] ?? 0] ?? 0;
  return { ...grey, data };
}

/** EcoTaxa's footer for UVP6: background 254 or black, a ticked bar of `scaleBarMm`, its length above. Expects the enlarged picture;
 *  without a length or a pixel size there is nothing true to draw, and the picture stays as it is. */
export function burnSettingsFooter(grey: Grey, settings: VignetteSettings): Grey {
  const { scaleBarMm, pixelSizeUm, scale, footerHeightPx, fontColor } = settings;
  if (scaleBarMm === null || pixelSizeUm === null || footerHeightPx < FOOTER_MIN_ROWS) return grey;
  const lengthPx = Math.round(Math.round((scaleBarMm * 1000) / pixelSizeUm) * scale) + 1;
  const white = fontColor === "white";
  const style = { rows: footerHeightPx, background: white ? 0 : 254, ink: white ? 255 : 0, ticks: true };
  return { ...burnFooter(grey, { lengthPx, label: lengthLabel(scaleBarMm * 1000) }, style), channels: 1 };
}

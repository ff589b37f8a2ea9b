/** How vignettes are shown, never how they are kept. 1 leaves them as they are. */
export type Adjust = { readonly brightness: number; readonly contrast: number; readonly gamma: number; readonly invert: boolean };

export const asTheyAre: Adjust = { brightness: 1, contrast: 1, gamma: 1, invert: false };
/** The id of the gamma curve in the page. */
export const gammaId = "tile-gamma";

/** The CSS filter; null where nothing is changed, so that nothing is computed. */
export function filterOf({ brightness, contrast, gamma, invert }: Adjust): string | null {
  const parts = [
    ...(gamma === 1 ? [] : [`url(#${gammaId})`]),
    ...(brightness === 1 ? [] : [`brightness(${brightness})`]),
    ...(contrast === 1 ? [] : [`contrast(${contrast})`]),
    ...(invert ? ["invert(1)"] : []),
  ];
  return parts.length === 0 ? null : parts.join(" ");
}

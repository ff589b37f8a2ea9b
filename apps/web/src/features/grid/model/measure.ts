import { lengthLabel } from "./scale.ts";

export type Point = { readonly x: number; readonly y: number };

/** The distance of two points on a magnified vignette, as people write it; in pixels of the vignette where its scale is unknown. */
export function distanceText(a: Point, b: Point, { zoom, pixelSize }: { zoom: number; pixelSize: number | null }): string {
  const pixels = Math.hypot(a.x - b.x, a.y - b.y) / zoom;
  return pixelSize === null ? `${Number(pixels.toPrecision(3))} px` : lengthLabel(pixels * pixelSize);
}

/** How much a vignette is magnified: into the box, at most so far that pixels are still few. */
export const magnification = (image: { width: number; height: number }, box: number): number =>
  Math.min(8, box / Math.max(image.width, image.height, 1));

import { filledArea } from "../component/component.ts";
import { objectsOf } from "../component/plane.ts";
import type { Region } from "../region.ts";
import type { Grey } from "../vignette/pixels.ts";
import { pictureOf, regionOf } from "./crop.ts";

export type PictureThreshold = {
  /** "dark": objects are dark on light, a pixel is theirs where grey <= threshold; "bright": they are bright on dark, where grey > threshold. */
  readonly sense: "dark" | "bright";
  readonly threshold: number;
};

/** The object of a vignette: the 8-connected one of the largest filled area, the first of several. Its greys are those of the picture, turned
 *  round (255 - grey) where objects are bright, as ZooProcess and UVPapp do before they measure; its place is that in the picture.
 *  @returns undefined where no pixel passes the threshold */
export function objectInPicture({ data, width, height }: Grey, { sense, threshold }: PictureThreshold): Region | undefined {
  const on = new Uint8Array(width * height);
  for (let i = 0; i < on.length; i++) on[i] = data[i] <= threshold === (sense === "dark") ? 1 : 0;
  const [first, ...others] = objectsOf(on, width, height);
  if (first === undefined) return undefined;
  const largest = others.reduce((best, object) => (filledArea(object) > filledArea(best) ? object : best), first);
  return regionOf(largest, largest.runs, pictureOf(data, width), sense);
}

import { type Mask, maskOfRuns, runsOfMask } from "../mask/codec.ts";
import type { Region } from "../region.ts";
import { borderGrey } from "../vignette/border.ts";
import type { Grey } from "../vignette/pixels.ts";
import { regionOfMask } from "./crop.ts";
import { objectInPicture, type PictureThreshold } from "./in-picture.ts";

/** Greys by which an object without a stored mask and without a known threshold stands out from the border of its vignette. */
const contrast = 12;

export type StoredObject = {
  /** In the vignette's pixels and its own greys, whichever way round. */
  readonly region: Region;
  readonly sense: "dark" | "bright";
  /** Grey of plain ground. */
  readonly ground: number;
};

/** The object of a stored vignette: what its mask says; without one, the largest that passes the threshold of its process; without that, the
 *  largest that departs from the border by 12 greys. @param threshold - as the process has it, in the vignette's greys
 *  @returns undefined where there is none   @throws RangeError where mask and vignette are not of one size */
export function storedObject(grey: Grey, mask: Mask | null, threshold: PictureThreshold | null): StoredObject | undefined {
  const border = borderGrey(grey);
  const sense = threshold?.sense ?? (border >= 128 ? "dark" : "bright");
  const ground = sense === "dark" ? 255 : 0;
  if (mask !== null) {
    const region = regionOfMask(grey.data, mask);
    return region === undefined ? undefined : { region, sense, ground };
  }
  const level = threshold ?? { sense, threshold: sense === "dark" ? border - contrast : border + contrast };
  const found = objectInPicture(grey, level);
  if (found === undefined) return undefined;
  const region = sense === "dark" ? found : { ...found, grey: found.grey.map((v) => 255 - v) };
  return { region, sense, ground };
}

/** Place and pixels of a region as a component's: its box, and its runs in the same coordinates. */
export function runsOfRegion({ x, y, width, height, mask }: Region): {
  box: { x: number; y: number; width: number; height: number };
  runs: Int32Array<ArrayBuffer>;
} {
  const runs = runsOfMask({ width, height, on: mask });
  for (let n = 0; n < runs.length; n += 3) {
    runs[n] += y;
    runs[n + 1] += x;
    runs[n + 2] += x;
  }
  return { box: { x, y, width, height }, runs };
}

/** A region's mask in the pixels of a larger picture that holds it. */
export function maskInPicture(region: Region, width: number, height: number): Mask {
  return maskOfRuns(runsOfRegion(region).runs, { x: 0, y: 0, width, height });
}

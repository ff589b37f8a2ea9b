import type { Box, Runs } from "../component/component.ts";
import { fillRuns } from "../component/fill.ts";
import { type Mask, maskOfRuns, runsOfMask } from "../mask/codec.ts";
import type { Region } from "../region.ts";

/** Where greys are read from: a frame in memory, or the lines of a stream that are still there. */
export type Picture = {
  readonly width: number;
  /** Rows [top, bottom) can be read. */
  readonly top: number;
  readonly bottom: number;
  readonly row: (y: number) => Uint8Array;
};

export const pictureOf = (greys: Uint8Array, width: number): Picture => ({
  width,
  top: 0,
  bottom: Math.floor(greys.length / width),
  row: (y) => greys.subarray(y * width, (y + 1) * width),
});

/** What the feature engines measure: the box of an object with its true greys, and its mask.
 *  @param sense - objects that are bright on dark are turned round (255 - grey), as ZooProcess does before it measures */
export function regionOf(box: Box, runs: Runs, picture: Picture, sense: "dark" | "bright"): Region {
  const { x, y, width, height } = box;
  const grey = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) grey.set(picture.row(y + row).subarray(x, x + width), row * width);
  if (sense === "bright") for (let i = 0; i < grey.length; i++) grey[i] = 255 - grey[i];
  return { x, y, width, height, grey, mask: maskOfRuns(runs, box).on };
}

/** What the engines measure, and what is cut and joined, from a stored vignette and its mask: the box of the mask's pixels.
 *  @param place - of the vignette's upper left pixel in its scan, where it is known
 *  @returns undefined where the mask is empty   @throws RangeError where greys and mask are not of one size */
export function regionOfMask(
  grey: Uint8Array,
  mask: Mask,
  place: { readonly x: number; readonly y: number } = { x: 0, y: 0 },
): Region | undefined {
  if (grey.length !== mask.on.length) throw new RangeError(`mask: expected ${grey.length} pixels as the vignette, got ${mask.on.length}`);
  const runs = runsOfMask(mask);
  if (runs.length === 0) return undefined;
  let [left, right] = [mask.width, 0];
  for (let n = 0; n < runs.length; n += 3) [left, right] = [Math.min(left, runs[n + 1]), Math.max(right, runs[n + 2])];
  const top = runs[0];
  const box = { x: left, y: top, width: right - left, height: runs[runs.length - 3] + 1 - top };
  const region = regionOf(box, runs, pictureOf(grey, mask.width), "dark");
  return { ...region, x: region.x + place.x, y: region.y + place.y };
}

export type VignetteLook = {
  /** Share of the box's width and height left free on each side: 0.2 as ZooProcess. */
  readonly margin: number;
  /** At least so many pixels on each side. */
  readonly leastMargin: number;
  /** "cleared": everything outside of the filled object gets the grey of plain ground; "kept": what the frame shows. */
  readonly around: "cleared" | "kept";
  /** Grey of plain ground: 255 where objects are dark, 0 where they are bright. */
  readonly ground: number;
};

/** A vignette without footer or scale bar, with the mask in its own pixels. */
export type CutVignette = {
  readonly grey: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Where the object's box lies in it. */
  readonly box: Box;
  readonly mask: Mask;
};

/** Cuts an object out of its frame, with a margin; where the frame ends there is plain ground. Greys of the filled object, holes included, are
 *  those of the frame: what is measured on vignette and mask is what is measured on the frame. */
export function cutVignette(box: Box, runs: Runs, picture: Picture, look: VignetteLook): CutVignette {
  const [mx, my] = [box.width, box.height].map((size) => Math.max(look.leastMargin, Math.ceil(size * look.margin)));
  const [width, height] = [box.width + 2 * mx, box.height + 2 * my];
  const place = { x: box.x - mx, y: box.y - my, width, height };
  const grey = new Uint8Array(width * height).fill(look.ground);
  if (look.around === "cleared") copyRuns(grey, place, fillRuns(runs, box), picture);
  else copyRows(grey, place, picture);
  return { grey, width, height, box: { x: mx, y: my, width: box.width, height: box.height }, mask: maskOfRuns(runs, place) };
}

function copyRows(grey: Uint8Array, { x, y, width, height }: Box, picture: Picture): void {
  const [from, to] = [Math.max(0, x), Math.min(picture.width, x + width)];
  for (let row = Math.max(picture.top, y); row < Math.min(picture.bottom, y + height); row++) {
    grey.set(picture.row(row).subarray(from, to), (row - y) * width + from - x);
  }
}

function copyRuns(grey: Uint8Array, { x, y, width }: Box, runs: Runs, picture: Picture): void {
  for (let n = 0; n < runs.length; n += 3) {
    const row = picture.row(runs[n]);
    const to = (runs[n] - y) * width - x;
    for (let column = runs[n + 1]; column < runs[n + 2]; column++) grey[to + column] = row[column];
  }
}

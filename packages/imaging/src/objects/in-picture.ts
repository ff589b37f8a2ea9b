import { eachPart, INSIDE, type Part } from "../features/shape/parts.ts";
import { createScratch, type Scratch } from "../features/shape/scratch.ts";
import type { Region } from "../region.ts";
import type { Grey } from "../vignette/pixels.ts";

export type PictureThreshold = {
  /** "dark": objects are dark on light, a pixel is theirs where grey <= threshold; "bright": they are bright on dark, where grey > threshold. */
  readonly sense: "dark" | "bright";
  readonly threshold: number;
};

/** The object of a vignette: the 8-connected one of the largest filled area, the first of several; what lies in its holes is a part of it.
 *  Its greys are those of the picture, turned round (255 - grey) where objects are bright, as ZooProcess and UVPapp do before they measure;
 *  its place is that in the picture. @param scratch - buffers that are kept from picture to picture
 *  @returns undefined where no pixel passes the threshold */
export function objectInPicture(
  grey: Grey,
  { sense, threshold }: PictureThreshold,
  scratch: Scratch = createScratch(),
): Region | undefined {
  const { data, width, height } = grey;
  const bright = sense === "bright";
  const stride = width + 2;
  const size = stride * (height + 2);
  const on = scratch.bytes("picture", size);
  on.fill(0, 0, size);
  for (let y = 0, at = 0; y < height; y++) {
    const row = (y + 1) * stride + 1;
    for (let x = 0; x < width; x++, at++) if (data[at] > threshold === bright) on[row + x] = 1;
  }
  let region: Region | undefined;
  let most = 0;
  eachPart(on, stride, size, scratch, (part) => {
    if (part.area <= most) return;
    most = part.area;
    region = cut(grey, part, on, threshold, bright);
  });
  return region;
}

function cut({ data, width }: Grey, part: Part, on: Uint8Array, threshold: number, bright: boolean): Region {
  const [x, y] = [part.x - 1, part.y - 1];
  const [mask, grey] = [new Uint8Array(part.width * part.height), new Uint8Array(part.width * part.height)];
  for (let v = 0, to = 0; v < part.height; v++) {
    const from = (y + v) * width + x;
    const plane = (part.y + v) * (width + 2) + part.x;
    for (let u = 0; u < part.width; u++, to++) {
      const value = data[from + u];
      grey[to] = bright ? 255 - value : value;
      if (on[plane + u] === INSIDE && value > threshold === bright) mask[to] = 1;
    }
  }
  return { x, y, width: part.width, height: part.height, grey, mask };
}

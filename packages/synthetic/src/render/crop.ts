import type { Rng } from "@nauplius/domain";
import type { Box } from "../draw/pose.ts";
import { type Instrument, kept } from "./instruments.ts";
import type { Painted } from "./paint.ts";

/** "clear": ground set to plain white or black, as ZooProcess does; "natural": ground with the instrument's noise; "bare": no noise anywhere. */
export type Ground = "clear" | "natural" | "bare";
export type Crop = { image: Uint8Array; mask: Uint8Array; width: number; height: number; box: Box };

/** Nearly normal noise of one random word: three uniform bytes, standard deviation about 1. */
const deviate = (bits: number): number => ((bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) - 382.5) * (1 / 128);

/** The object cut out with a margin; sensor noise added without ever moving a pixel across the threshold. */
export const crop = (painted: Painted, instrument: Instrument, options: { margin: number; ground: Ground; rng: Rng }): Crop => {
  const { box, labels } = painted.mask;
  const { rng, ground } = options;
  const [mx, my] = [Math.max(4, Math.ceil(box.width * options.margin)), Math.max(4, Math.ceil(box.height * options.margin))];
  const [width, height] = [box.width + 2 * mx, box.height + 2 * my];
  const blank = ground !== "clear" ? instrument.background : instrument.sense === "dark" ? 255 : 0;
  const image = new Uint8Array(width * height).fill(blank);
  const mask = new Uint8Array(width * height);
  const { noise, speckle, background } = instrument;
  const reach = ground === "clear" ? { x: 0, y: 0 } : { x: mx, y: my };
  for (let y = my - reach.y; y < my + box.height + reach.y; y++) {
    const v = y - my + box.y;
    for (let x = mx - reach.x; x < mx + box.width + reach.x; x++) {
      const u = x - mx + box.x;
      const inside = u >= 0 && v >= 0 && u < painted.width && v < painted.height;
      const source = v * painted.width + u;
      const label = inside ? labels[source] : 0;
      if (label === 0 && ground === "clear") continue;
      const grey = inside ? painted.grey[source] : background;
      const spread = ground === "bare" ? 0 : (noise + speckle * Math.abs(grey - background)) * deviate(rng.uint32());
      mask[y * width + x] = label;
      image[y * width + x] = kept(instrument, label === 1, Math.round(grey + spread));
    }
  }
  return { image, mask, width, height, box: { x: mx, y: my, width: box.width, height: box.height } };
};

import { bucketOf, type InputContract, scaledLength } from "../preprocess/contract.ts";
import { fillMask, type InputBatch } from "../preprocess/input.ts";
import type { GreyImage } from "../preprocess/signal.ts";
import type { Random } from "../rng.ts";

/** How far training images are changed; 0 everywhere leaves them as they are. */
export type AugmentSettings = {
  /** Turned by up to so many degrees, beside half turns: 180 is any angle. */
  readonly rotate: number;
  readonly mirror: boolean;
  /** Both directions, as a share: 0.25 is 1/1.25 to 1.25. */
  readonly scale: number;
  readonly stretch: number;
  /** In network pixels. */
  readonly shift: number;
  readonly contrast: number;
  /** Share of images that are blurred a little. */
  readonly blur: number;
};

export const strongAugment: AugmentSettings = {
  rotate: 180,
  mirror: true,
  scale: 0.25,
  stretch: 0.15,
  shift: 3,
  contrast: 0.3,
  blur: 0.15,
};
export const noAugment: AugmentSettings = { rotate: 0, mirror: false, scale: 0, stretch: 0, shift: 0, contrast: 0, blur: 0 };

/** One drawn change: the matrix takes network pixels (from the centre) to stored pixels (from the centre). */
export type Change = {
  readonly matrix: readonly [number, number, number, number];
  readonly shiftX: number;
  readonly shiftY: number;
  readonly contrast: number;
  readonly blur: boolean;
  /** Sides of what the changed object covers, and of the rectangle for it. */
  readonly covers: { readonly width: number; readonly height: number };
  readonly rectangle: { readonly width: number; readonly height: number };
};

type Drawn = { readonly settings: AugmentSettings; readonly contract: InputContract; readonly random: Random };

/** `stored` are the sides of the stored signal, `longest` the vignette's own longest side in pixels. Objects are about
 *  elliptic, so that a turned one covers less than its turned rectangle; what falls outside is cut. */
export function drawChange(stored: { width: number; height: number }, longest: number, { settings, contract, random }: Drawn): Change {
  const spread = (share: number): number => (1 + share) ** (2 * random.next() - 1);
  const half = settings.mirror && random.next() < 0.5 ? Math.PI : 0;
  const angle = half + ((2 * random.next() - 1) * settings.rotate * Math.PI) / 180;
  const base = scaledLength(longest, contract) / Math.max(stored.width, stored.height);
  const size = base * spread(settings.scale);
  const stretch = spread(settings.stretch);
  const flip = settings.mirror && random.next() < 0.5 ? -1 : 1;
  const [sx, sy] = [size * stretch * flip, size / stretch];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [a, b] = [(stored.width * size * stretch) / 2, (stored.height * size) / stretch / 2];
  const slack = settings.rotate > 20 ? 1.06 : 1;
  const limit = contract.longest + contract.bucket;
  const wide = Math.min(limit, 2 * slack * Math.hypot(a * cos, b * sin));
  const tall = Math.min(limit, 2 * slack * Math.hypot(a * sin, b * cos));
  const shift = (): number => (2 * random.next() - 1) * settings.shift;
  const [shiftX, shiftY] = [shift(), shift()];
  const contrast = spread(settings.contrast);
  const blur = random.next() < settings.blur;
  // Lying rectangles, as at prediction: a standing one is turned by a quarter.
  const turn = tall > wide;
  const matrix: Change["matrix"] = turn ? [-sin / sx, cos / sx, -cos / sy, -sin / sy] : [cos / sx, sin / sx, -sin / sy, cos / sy];
  const covers = turn ? { width: tall, height: wide } : { width: wide, height: tall };
  return { matrix, shiftX, shiftY, contrast, blur, covers, rectangle: bucketOf(covers.width, covers.height, contract) };
}

/** Draws a changed signal into image `index` of the batch, between pixels bilinear. */
export function placeChanged(batch: InputBatch, index: number, signal: GreyImage, change: Change, contract: InputContract): void {
  const { width, height } = batch;
  const [a, b, c, d] = change.matrix;
  const pixels = batch.pixels.subarray(index * width * height, (index + 1) * width * height);
  const factor = (contract.contrast / 255) * change.contrast;
  const { data } = signal;
  const [w, h] = [signal.width, signal.height];
  for (let y = 0; y < height; y++) {
    const v = y + 0.5 - height / 2 - change.shiftY;
    for (let x = 0; x < width; x++) {
      const u = x + 0.5 - width / 2 - change.shiftX;
      const sx = a * u + b * v + w / 2 - 0.5;
      const sy = c * u + d * v + h / 2 - 0.5;
      if (sx <= -1 || sy <= -1 || sx >= w || sy >= h) continue;
      const [x0, y0] = [Math.floor(sx), Math.floor(sy)];
      const [fx, fy] = [sx - x0, sy - y0];
      const at = y0 * w + x0;
      const p00 = x0 >= 0 && y0 >= 0 ? (data[at] as number) : 0;
      const p10 = x0 + 1 < w && y0 >= 0 ? (data[at + 1] as number) : 0;
      const p01 = x0 >= 0 && y0 + 1 < h ? (data[at + w] as number) : 0;
      const p11 = x0 + 1 < w && y0 + 1 < h ? (data[at + w + 1] as number) : 0;
      const top = p00 + (p10 - p00) * fx;
      pixels[y * width + x] = (top + (p01 + (p11 - p01) * fx - top) * fy) * factor;
    }
  }
  if (change.blur) blur(pixels, width, height);
  const left = (width - change.covers.width) / 2 + change.shiftX;
  const top = (height - change.covers.height) / 2 + change.shiftY;
  const inside = (at: number, length: number): number => Math.max(0, Math.min(length, at));
  fillMask(batch, index, {
    left: inside(left, width),
    top: inside(top, height),
    right: inside(left + change.covers.width, width),
    bottom: inside(top + change.covers.height, height),
  });
}

/** A 1-2-1 filter in both directions; the frame stays. */
function blur(pixels: Float32Array, width: number, height: number): void {
  const pass = (step: number): void => {
    const before = pixels.slice();
    const value = (at: number): number => before[at] as number;
    for (let y = 1; y < height - 1; y++) {
      for (let at = y * width + 1; at < (y + 1) * width - 1; at++) pixels[at] = (value(at - step) + 2 * value(at) + value(at + step)) / 4;
    }
  };
  pass(1);
  pass(width);
}

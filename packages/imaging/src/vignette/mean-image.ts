import type { Grey } from "./pixels.ts";

export type Shown = { readonly pixels: Grey; readonly background: "light" | "dark" };

/** Ink below this is noise of the background, of 255. */
const NOISE = 12;
/** Of the canvas as it is computed: wide enough for 1.5 times the largest object of a picture of 2/3 its side. */
const ROOM = 1.5;

/** How dark (on light) or bright (on dark) each pixel is against its own ground, 0 to 255, and where the mass lies. */
type Form = {
  readonly ink: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  /** Extent along and across the long axis, from the centroid: least and greatest. */
  readonly box: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
};

/** The ground is what the border shows: its median. */
function groundOf({ data, width, height }: Grey): number {
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(data[x] ?? 0, data[(height - 1) * width + x] ?? 0);
  for (let y = 0; y < height; y++) border.push(data[y * width] ?? 0, data[y * width + width - 1] ?? 0);
  return border.sort((a, b) => a - b)[border.length >> 1] ?? 255;
}

/** Centroid and direction of the long axis by central moments of the ink; null without any ink. */
function formOf({ pixels, background }: Shown): Form | null {
  const { data, width, height } = pixels;
  const ground = groundOf(pixels);
  const ink = new Float32Array(width * height);
  let [mass, sx, sy] = [0, 0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const depth = background === "light" ? ground - (data[i] ?? 0) : (data[i] ?? 0) - ground;
      if (depth < NOISE) continue;
      ink[i] = depth;
      mass += depth;
      sx += depth * x;
      sy += depth * y;
    }
  }
  if (mass === 0) return null;
  const [cx, cy] = [sx / mass, sy / mass];
  let [xx, yy, xy] = [0, 0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const depth = ink[i] ?? 0;
      xx += depth * (x - cx) ** 2;
      yy += depth * (y - cy) ** 2;
      xy += depth * (x - cx) * (y - cy);
    }
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  return { ink, width, height, x: cx, y: cy, angle, box: boxOf({ ink, width, height, x: cx, y: cy, angle }) };
}

function boxOf({ ink, width, height, x: cx, y: cy, angle }: Omit<Form, "box">): Form["box"] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [0, 0, 0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if ((ink[i] ?? 0) === 0) continue;
      const along = cos * (x - cx) + sin * (y - cy);
      const across = cos * (y - cy) - sin * (x - cx);
      left = Math.min(left, along);
      right = Math.max(right, along);
      top = Math.min(top, across);
      bottom = Math.max(bottom, across);
    }
  }
  return { left, right, top, bottom };
}

const inkAt = ({ ink, width, height }: Form, x: number, y: number): number => {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  if (x0 < 0 || y0 < 0 || x0 + 1 >= width || y0 + 1 >= height) return 0;
  const [fx, fy] = [x - x0, y - y0];
  const at = y0 * width + x0;
  const above = (1 - fx) * (ink[at] ?? 0) + fx * (ink[at + 1] ?? 0);
  const below = (1 - fx) * (ink[at + width] ?? 0) + fx * (ink[at + width + 1] ?? 0);
  return (1 - fy) * above + fy * below;
};

/** Adds a form to a canvas of `side` px: long axis level, its mass in the upper right quadrant of its box, the box in the middle. */
function lay(sum: Float64Array, side: number, form: Form, step: number): void {
  const { left, right, top, bottom } = form.box;
  const [midAlong, midAcross] = [(left + right) / 2, (top + bottom) / 2];
  // The centroid is the origin: it lies right of the middle where the middle is negative, above it where the middle is positive.
  const flipX = midAlong > 0 ? -1 : 1;
  const flipY = midAcross < 0 ? -1 : 1;
  const [cos, sin] = [Math.cos(form.angle), Math.sin(form.angle)];
  for (let v = 0; v < side; v++) {
    for (let u = 0; u < side; u++) {
      const along = midAlong + flipX * (u + 0.5 - side / 2) * step;
      const across = midAcross + flipY * (v + 0.5 - side / 2) * step;
      const at = v * side + u;
      sum[at] = (sum[at] ?? 0) + inkAt(form, form.x + cos * along - sin * across, form.y + sin * along + cos * across);
    }
  }
}

/**
 * The mean image of objects of one form: each is turned level by its central moments, mirrored so that its centroid lies in the upper right
 * quadrant, centred on a canvas 1.5 times the largest, averaged, cropped, and given a gamma (0.1 to 2) with which its ink is on average as
 * deep as theirs (morphr, Irisson et al.). Dark on white, whatever the ground was. Null where no picture shows anything.
 * @param side - width and height of the result, px
 */
export function meanImage(images: readonly Shown[], side: number): Grey | null {
  const forms = images.map(formOf).filter((form) => form !== null);
  if (forms.length === 0) return null;
  const extent = Math.max(...forms.map(({ box }) => Math.max(box.right - box.left, box.bottom - box.top, 1)));
  const canvas = Math.round(side * ROOM);
  const step = (extent * ROOM) / canvas;
  const sum = new Float64Array(canvas * canvas);
  for (const form of forms) lay(sum, canvas, form, step);
  const mean = sum.map((ink) => ink / forms.length / 255);
  const gamma = gammaFor(mean, forms);
  const data = new Uint8Array(side * side);
  const margin = (canvas - side) >> 1;
  for (let v = 0; v < side; v++)
    for (let u = 0; u < side; u++)
      data[v * side + u] = Math.round(255 * (1 - Math.min(1, (mean[(v + margin) * canvas + u + margin] ?? 0) ** gamma)));
  return { data, width: side, height: side, channels: 1 };
}

/** Mean depth of what is not ground. */
function depthOf(ink: ArrayLike<number>, scale: number): number {
  let [total, pixels] = [0, 0];
  for (let i = 0; i < ink.length; i++) {
    const depth = (ink[i] ?? 0) * scale;
    if (depth * 255 < NOISE / 2) continue;
    total += depth;
    pixels += 1;
  }
  return pixels === 0 ? 0 : total / pixels;
}

/** Averaging pales; a gamma below 1 gives the depth back. Found by halving, since depth falls as gamma grows. */
function gammaFor(mean: Float64Array, forms: readonly Form[]): number {
  const wanted = forms.reduce((total, { ink }) => total + depthOf(ink, 1 / 255), 0) / forms.length;
  const kept = mean.filter((ink) => ink * 255 >= NOISE / 2);
  let [low, high] = [0.1, 2];
  for (let round = 0; round < 24; round++) {
    const gamma = (low + high) / 2;
    if (kept.reduce((total, ink) => total + ink ** gamma, 0) / Math.max(1, kept.length) > wanted) low = gamma;
    else high = gamma;
  }
  return (low + high) / 2;
}

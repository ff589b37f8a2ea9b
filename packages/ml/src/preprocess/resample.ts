import type { GreyImage } from "./signal.ts";

/** Separable triangle filter that widens when it shrinks, so that fine structure averages instead of flickering; edges
 *  repeat. Sides in whole pixels. The same arithmetic everywhere: another filter moves accuracy by a point. */
export function resample(image: GreyImage, width: number, height: number): GreyImage {
  if (width === image.width && height === image.height) return image;
  const across = taps(image.width, width);
  const down = taps(image.height, height);
  const rows = new Float32Array(width * image.height);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x++) {
      const { start, weights } = across[x] as Taps;
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += (weights[k] as number) * (image.data[y * image.width + start + k] as number);
      rows[y * width + x] = sum;
    }
  }
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const { start, weights } = down[y] as Taps;
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += (weights[k] as number) * (rows[(start + k) * width + x] as number);
      data[y * width + x] = Math.max(0, Math.min(255, Math.round(sum)));
    }
  }
  return { data, width, height };
}

type Taps = { readonly start: number; readonly weights: Float64Array };

function taps(from: number, to: number): Taps[] {
  const scale = from / to;
  const reach = Math.max(1, scale);
  return Array.from({ length: to }, (_, index) => {
    const centre = (index + 0.5) * scale;
    const start = Math.max(0, Math.floor(centre - reach));
    const end = Math.min(from, Math.ceil(centre + reach));
    const raw = Float64Array.from({ length: end - start }, (_, k) => Math.max(0, 1 - Math.abs(start + k + 0.5 - centre) / reach));
    const sum = raw.reduce((a, b) => a + b, 0);
    return { start, weights: raw.map((weight) => weight / sum) };
  });
}

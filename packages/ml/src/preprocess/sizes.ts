import type { Signal } from "./signal.ts";

export const sizeNames = ["logWidth", "logHeight", "logArea", "logMass", "meanSignal", "sdSignal"] as const;

/** Pixels above it (of 255) count as object. */
const objectLevel = 20;

/** What scaling hides from the network, in vignette pixels: natural logarithms of width, height, object area and summed
 *  signal (in fully dark pixels), each plus one; mean and standard deviation of the object's signal (0 to 1). */
export function sizesOf({ data, width, height }: Signal): Float32Array {
  let [area, mass, square] = [0, 0, 0];
  for (const value of data) {
    if (value < objectLevel) continue;
    area += 1;
    mass += value;
    square += value * value;
  }
  const mean = mass / Math.max(1, area);
  const sd = Math.sqrt(Math.max(0, square / Math.max(1, area) - mean * mean));
  return Float32Array.of(Math.log1p(width), Math.log1p(height), Math.log1p(area), Math.log1p(mass / 255), mean / 255, sd / 255);
}

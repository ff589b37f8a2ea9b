import type { Grey } from "./pixels.ts";

export type Polarity = "dark-on-light" | "light-on-dark" | "unknown";

/** Grey levels around the background that count as noise (JPEG ringing, sensor noise). */
const NOISE = 6;
/** Mean squared departure (grey levels squared) under which nothing is seen on the background. */
const EMPTY = 2;
/** How many times one side must outweigh the other. */
const CLEAR = 3;

/** Lowest grey whose cumulative count passes half. */
export function medianOf(histogram: Uint32Array, count: number): number {
  let seen = 0;
  for (let grey = 0; grey < 256; grey++) {
    seen += histogram[grey] ?? 0;
    if (2 * seen > count) return grey;
  }
  return 255;
}

/** Median grey of the outermost ring of pixels: organisms are cropped with a margin, so the ring is background. */
export function borderGrey({ data, width, height }: Grey): number {
  const histogram = new Uint32Array(256);
  let count = 0;
  const add = (at: number) => {
    const grey = data[at] ?? 0;
    histogram[grey] = (histogram[grey] ?? 0) + 1;
    count += 1;
  };
  for (let x = 0; x < width; x++) {
    add(x);
    if (height > 1) add((height - 1) * width + x);
  }
  for (let y = 1; y < height - 1; y++) {
    add(y * width);
    if (width > 1) add(y * width + width - 1);
  }
  return medianOf(histogram, count);
}

/** Which way the picture departs from its background: the sums of squared departures beyond noise, darker against lighter. */
export function polarityOf({ data }: Grey, background: number): Polarity {
  const histogram = new Uint32Array(256);
  for (let i = 0; i < data.length; i++) {
    const grey = data[i] ?? 0;
    histogram[grey] = (histogram[grey] ?? 0) + 1;
  }
  let darker = 0;
  let lighter = 0;
  for (let grey = 0; grey < 256; grey++) {
    const departure = Math.abs(grey - background) - NOISE;
    if (departure <= 0) continue;
    const weight = (histogram[grey] ?? 0) * departure ** 2;
    if (grey < background) darker += weight;
    else lighter += weight;
  }
  if (darker + lighter < EMPTY * data.length) return "unknown";
  if (darker > CLEAR * lighter) return "dark-on-light";
  return lighter > CLEAR * darker ? "light-on-dark" : "unknown";
}

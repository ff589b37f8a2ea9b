/** What a histogram of 256 greys says. */
export type Greys = {
  n: number;
  sum: number;
  mean: number;
  /** Lowest grey of the highest count. */
  mode: number;
  min: number;
  max: number;
  /** First grey whose cumulative count exceeds n / 2: never a half. */
  median: number;
  /** Central moments of the population: sum((v - mean)^k) / n. */
  m2: number;
  m3: number;
  m4: number;
};

export const emptyGreys = (): Greys => ({ n: 0, sum: 0, mean: 0, mode: 0, min: 0, max: 0, median: 0, m2: 0, m3: 0, m4: 0 });

/** Fills `out`; with no pixel at all its mean and moments are NaN. */
export function greysOf(histogram: Uint32Array, out: Greys): void {
  let [n, sum, mode, min, max] = [0, 0, 0, 256, -1];
  for (let v = 0; v < 256; v++) {
    const count = histogram[v];
    if (count === 0) continue;
    if (min === 256) min = v;
    max = v;
    n += count;
    sum += v * count;
    if (count > histogram[mode]) mode = v;
  }
  const mean = sum / n;
  let [m2, m3, m4, seen, median] = [0, 0, 0, 0, -1];
  for (let v = min; v <= max; v++) {
    const count = histogram[v];
    const d = v - mean;
    const d2 = count * d * d;
    m2 += d2;
    m3 += d2 * d;
    m4 += d2 * d * d;
    seen += count;
    if (median < 0 && 2 * seen > n) median = v;
  }
  Object.assign(out, { n, sum, mean, mode, min, max, median, m2: m2 / n, m3: m3 / n, m4: m4 / n });
}

/** Standard deviation of a sample (n - 1); 0 for a single pixel. */
export const sampleDeviation = ({ n, m2 }: Greys): number => (n > 1 ? Math.sqrt((m2 * n) / (n - 1)) : 0);

/** Skewness g1 and excess kurtosis g2 of the population; NaN where all greys are equal. */
export const skewnessOf = ({ m2, m3 }: Greys): number => (m2 > 0 ? m3 / m2 ** 1.5 : Number.NaN);
export const kurtosisOf = ({ m2, m4 }: Greys): number => (m2 > 0 ? m4 / (m2 * m2) - 3 : Number.NaN);

/** First grey whose cumulative count exceeds a share of the pixels. */
export function quantileOf(histogram: Uint32Array, n: number, share: number): number {
  let seen = 0;
  for (let v = 0; v < 255; v++) {
    seen += histogram[v];
    if (seen > share * n) return v;
  }
  return 255;
}

/** Shannon's entropy, bits. */
export function entropyOf(histogram: Uint32Array, n: number): number {
  let bits = 0;
  for (let v = 0; v < 256; v++) if (histogram[v] > 0) bits -= (histogram[v] / n) * Math.log2(histogram[v] / n);
  return Math.max(0, bits);
}

/** What the grey levels of a filled mask say, in ZooProcess' words. */
export type Greys = {
  readonly mean: number;
  readonly stddev: number;
  readonly mode: number;
  readonly min: number;
  readonly max: number;
  readonly intden: number;
  readonly median: number;
  readonly skew: number;
  readonly kurt: number;
};

/** @param histogram - counts of the 256 grey levels under the filled mask */
export const greysOf = (histogram: Uint32Array): Greys => {
  let [n, sum, mode] = [0, 0, 0];
  for (let v = 0; v < 256; v++) {
    n += histogram[v];
    sum += v * histogram[v];
    if (histogram[v] > histogram[mode]) mode = v;
  }
  const mean = sum / n;
  let [m2, m3, m4] = [0, 0, 0];
  for (let v = 0; v < 256; v++) {
    const d = v - mean;
    m2 += histogram[v] * d * d;
    m3 += histogram[v] * d * d * d;
    m4 += histogram[v] * d * d * d * d;
  }
  const variance = m2 / n;
  return {
    mean,
    stddev: Math.sqrt(m2 / (n - 1)),
    mode,
    min: histogram.findIndex((count) => count > 0),
    max: histogram.findLastIndex((count) => count > 0),
    intden: sum,
    median: medianOf(histogram, n),
    skew: m3 / n / variance ** 1.5,
    kurt: m4 / n / variance ** 2 - 3,
  };
};

/** The first grey whose cumulative count exceeds half of the pixels. */
const medianOf = (histogram: Uint32Array, n: number): number => {
  let cumulative = 0;
  return histogram.findIndex((count) => {
    cumulative += count;
    return cumulative > n / 2;
  });
};

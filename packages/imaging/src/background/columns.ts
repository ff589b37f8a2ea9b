import type { Arena, Kernels } from "../kernel/kernels.ts";

export type ColumnOptions = {
  /** Pixels of a line. */
  readonly width: number;
  /** Grey of the even ground. */
  readonly target: number;
  /** Lines over which a column's mean moves: apeep takes 8,000. */
  readonly window: number;
  /** Lines that are corrected together, at most 256. Default 128. */
  readonly block?: number;
};

export type ColumnBackground = {
  /** Begins with the medians of the columns over some lines, as many as can be had. */
  readonly start: (lines: Uint8Array, count: number) => void;
  /** How bright lines are, as a share of the first ones. */
  readonly light: (source: number, lines: number) => number;
  /** Makes lines in the kernels' memory even, and moves the means on. The light's mean over the columns is kept in `target`. */
  readonly flatten: (target: number, source: number, lines: number) => void;
};

/** Darker than this share of its column's mean a pixel is an object: it counts as the mean, so that animals leave no shadow in the light. */
const objectShare = 0.85;
/** Pixels that the light of a block is measured on. */
const mostSamples = 1024;

/** The light of a line-scan camera: each column's mean moves with the stream, m <- m + (sum(block) - m * block) / window (apeep), and pixels are
 *  divided by it. What changes for a whole block of lines, the lamp, is measured in the block itself, so that the means hold the columns' shape
 *  and lag behind nothing. */
export function createColumnBackground(kernels: Kernels, arena: Arena, options: ColumnOptions): ColumnBackground {
  const { width, target: grey, window, block = 128 } = options;
  if (!(block >= 1 && block <= 256)) throw new RangeError(`block: expected 1 to 256 lines, got ${block}`);
  const means = new Float64Array(width);
  const [gainsAt, sumsAt, floorAt, meanAt] = [arena.take(2 * width), arena.take(2 * width), arena.take(width), arena.take(width)];
  const { buffer } = kernels.bytes;
  const [gains, sums] = [new Uint16Array(buffer, gainsAt, width), new Uint16Array(buffer, sumsAt, width)];
  const [floor, mean] = [new Uint8Array(buffer, floorAt, width), new Uint8Array(buffer, meanAt, width)];

  const samples = new Float64Array(mostSamples);
  const light: ColumnBackground["light"] = (source, lines) => {
    // An odd step has no common factor with the usual widths: all columns are seen.
    const step = Math.ceil((lines * width) / mostSamples) | 1;
    let count = 0;
    for (let i = 0, x = 0; i < lines * width && count < mostSamples; i += step, x = (x + step) % width) {
      if (means[x] > 0) samples[count++] = kernels.bytes[source + i] / means[x];
    }
    return middleOf(samples.subarray(0, count));
  };

  /** What the kernels take for lines of one level. */
  const setLevel = (level: number): void => {
    for (let x = 0; x < width; x++) {
      const expected = means[x] * level;
      gains[x] = expected > 0 ? Math.min(65_535, (4096 * grey) / expected + 0.5) : 0;
      floor[x] = objectShare * expected;
      mean[x] = expected + 0.5;
    }
  };

  const flatten: ColumnBackground["flatten"] = (target, source, lines) => {
    for (let y = 0; y < lines; y += block) {
      const count = Math.min(block, lines - y);
      const from = source + y * width;
      const level = light(from, count);
      setLevel(level);
      sums.fill(0);
      for (let r = 0; r < count; r++) {
        kernels.addColumns(sumsAt, from + r * width, floorAt, meanAt, width);
        kernels.flatten(target + (y + r) * width, from + r * width, gainsAt, width);
      }
      const [share, kept] = [1 / level / Math.max(window, count), 1 - count / Math.max(window, count)];
      for (let x = 0; x < width; x++) means[x] = means[x] * kept + sums[x] * share;
    }
  };

  return {
    light,
    flatten,
    start: (lines, count) => {
      if (count < 1) throw new RangeError("column means: expected at least one line, got none");
      means.set(columnMedians(lines, width, count));
    },
  };
}

/** Mean of what lies near the median: an estimate finer than a grey level that objects do not move. The samples are put in order. */
function middleOf(samples: Float64Array): number {
  const median = samples.sort()[samples.length >> 1] ?? 1;
  let [sum, count] = [0, 0];
  for (let i = 0; i < samples.length; i++) {
    if (Math.abs(samples[i] - median) > 0.04 * median) continue;
    sum += samples[i];
    count++;
  }
  return sum > 0 ? sum / count : 1;
}

/** Of each column the mean of the greys near its median. */
function columnMedians(lines: Uint8Array, width: number, count: number): Float64Array {
  const counts = new Uint16Array(256);
  return Float64Array.from({ length: width }, (_, x) => {
    counts.fill(0);
    const step = Math.max(1, Math.floor(count / 65_535) + (count > 65_535 ? 1 : 0));
    let total = 0;
    for (let y = 0; y < count; y += step, total++) counts[lines[y * width + x]]++;
    let [median, below] = [0, counts[0]];
    while (2 * below <= total - 1 && median < 255) below += counts[++median];
    let [sum, near] = [0, 0];
    for (let v = Math.ceil(median * 0.94); v <= Math.min(255, median * 1.06); v++) [sum, near] = [sum + v * counts[v], near + counts[v]];
    return near > 0 ? sum / near : median;
  });
}

/** Places (whole numbers) where a series has values, ascending, with what they count. */
export type Known = { readonly at: ArrayLike<number>; readonly values: ArrayLike<number>; readonly weights: ArrayLike<number> | null };

export type LoessOptions = {
  /** Values that a local fit looks at; more than there are stretches the weights beyond the series' ends. */
  readonly window: number;
  /** Local constant or local line. */
  readonly degree: 0 | 1;
  /** Fits at every so many places, straight lines between. */
  readonly jump: number;
};

/**
 * Local fit at place x with tricube weights, as in STL (Cleveland et al. 1990, J. Official Statistics 6:3): the nearest `window`
 * values count; null where all of them weigh nothing.
 */
function fitAt({ at, values, weights }: Known, x: number, from: number, to: number, how: LoessOptions, range: number): number | null {
  let reach = Math.max(x - at[from], at[to] - x);
  if (how.window > at.length) reach += Math.floor((how.window - at.length) / 2);
  let [total, mean] = [0, 0];
  const local = new Float64Array(to - from + 1);
  for (let i = from; i <= to; i++) {
    const distance = Math.abs(at[i] - x);
    if (distance > 0.999 * reach && reach > 0) continue;
    const cube = distance <= 0.001 * reach ? 1 : (1 - (distance / reach) ** 3) ** 3;
    const w = cube * (weights?.[i] ?? 1);
    local[i - from] = w;
    total += w;
    mean += w * at[i];
  }
  if (total <= 0) return null;
  mean /= total;
  let [level, spread] = [0, 0];
  for (let i = from; i <= to; i++) {
    level += (local[i - from] / total) * values[i];
    spread += (local[i - from] / total) * (at[i] - mean) ** 2;
  }
  if (how.degree === 0 || reach <= 0 || Math.sqrt(spread) <= 0.001 * range) return level;
  let slope = 0;
  for (let i = from; i <= to; i++) slope += (local[i - from] / total) * (at[i] - mean) * values[i];
  return level + (slope / spread) * (x - mean);
}

/** Smooth values at the places `first` to `last`; null at a place whose whole neighbourhood weighs nothing. */
export function loess(known: Known, first: number, last: number, how: LoessOptions): Float64Array | null {
  const { at } = known;
  const n = at.length;
  if (n === 0) return null;
  const width = Math.min(how.window, n);
  const range = Math.max(1, at[n - 1] - at[0]);
  const smooth = new Float64Array(last - first + 1);
  let from = 0;
  const evaluate = (x: number): number | null => {
    while (from + width < n && at[from + width] - x < x - at[from]) from++;
    return fitAt(known, x, from, from + width - 1, how, range);
  };
  const jump = Math.max(1, Math.min(how.jump, smooth.length - 1));
  let left = 0;
  for (let x = 0; ; x = Math.min(x + jump, smooth.length - 1)) {
    const value = evaluate(first + x);
    if (value === null) return null;
    smooth[x] = value;
    for (let between = left + 1; between < x; between++)
      smooth[between] = smooth[left] + ((smooth[x] - smooth[left]) * (between - left)) / (x - left);
    left = x;
    if (x === smooth.length - 1) return smooth;
  }
}

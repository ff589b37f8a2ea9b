export type Column = Float32Array | Float64Array;

/** Puts the value of rank `rank` at its place, smaller ones before and larger ones behind (Hoare 1961, Find; median of three). */
function select(values: Column, rank: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const a = values[low] ?? 0;
    const b = values[(low + high) >> 1] ?? 0;
    const c = values[high] ?? 0;
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = low;
    let j = high;
    while (i <= j) {
      while ((values[i] ?? pivot) < pivot) i++;
      while ((values[j] ?? pivot) > pivot) j--;
      if (i > j) break;
      const swapped = values[i] ?? 0;
      values[i++] = values[j] ?? 0;
      values[j--] = swapped;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return values[rank] ?? Number.NaN;
}

/**
 * Quantiles by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, the default of R and NumPy).
 * NaN is missing and left out; all missing gives NaN. Selects in place of sorting; `values` stays as it is.
 */
export function quantiles(values: ArrayLike<number>, probabilities: readonly number[]): number[] {
  let n = 0;
  const kept = values instanceof Float32Array ? new Float32Array(values.length) : new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isNaN(value)) kept[n++] = value;
  }
  return probabilities.map((probability) => {
    if (n === 0) return Number.NaN;
    const place = (n - 1) * probability;
    const below = Math.floor(place);
    const low = select(kept, below, 0, n - 1);
    if (below === place) return low;
    let next = Number.POSITIVE_INFINITY;
    for (let i = below + 1; i < n; i++) next = Math.min(next, kept[i] ?? next);
    return low + (place - below) * (next - low);
  });
}

export const quantile = (values: ArrayLike<number>, probability: number): number => quantiles(values, [probability])[0] ?? Number.NaN;
export const median = (values: ArrayLike<number>): number => quantile(values, 0.5);

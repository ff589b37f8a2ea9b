/** How often each grey level occurs, 256 numbers. @param step - looks at every step-th pixel only */
export function histogram(greys: Uint8Array, step = 1): Uint32Array<ArrayBuffer> {
  // Four tables: two equal greys in a row do not wait for each other.
  const [a, b, c, d] = [0, 1, 2, 3].map(() => new Uint32Array(256));
  const last = greys.length - 3 * step;
  let i = 0;
  for (; i < last; i += 4 * step) {
    a[greys[i]]++;
    b[greys[i + step]]++;
    c[greys[i + 2 * step]]++;
    d[greys[i + 3 * step]]++;
  }
  for (; i < greys.length; i += step) a[greys[i]]++;
  return a.map((n, g) => n + b[g] + c[g] + d[g]);
}

export const totalOf = (counts: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i];
  return total;
};

/** The smallest grey with a share of at least `share` (0..1) of all pixels at or below it. @throws RangeError without pixels */
export function percentile(counts: ArrayLike<number>, share: number): number {
  const total = totalOf(counts);
  if (total === 0) throw new RangeError("percentile: expected at least one pixel, got none");
  let below = 0;
  for (let grey = 0; grey < counts.length; grey++) {
    below += counts[grey];
    if (below > 0 && below >= share * total) return grey;
  }
  return counts.length - 1;
}

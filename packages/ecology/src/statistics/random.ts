/** A source of uniform numbers in [0, 1): randomness always comes in as an argument, so that a seed reproduces a figure. */
export type Random = () => number;

/** `size` different whole numbers of [0, n), each set as likely as any other, ascending (Floyd 1987, CACM 30:754). */
export function drawWithout(n: number, size: number, random: Random): Int32Array {
  if (size > n) throw new RangeError(`drawWithout: got size ${size} of ${n}, expected at most ${n}`);
  const drawn = new Set<number>();
  for (let last = n - size; last < n; last++) {
    const candidate = Math.floor(random() * (last + 1));
    drawn.add(drawn.has(candidate) ? last : candidate);
  }
  return Int32Array.from(drawn).sort();
}

/** A normal deviate (polar method of Marsaglia). */
export function drawNormal(random: Random): number {
  for (;;) {
    const u = 2 * random() - 1;
    const v = 2 * random() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

/** A Poisson deviate: multiplication of uniforms below a mean of 30, in pieces of 30 above. */
export function drawPoisson(mean: number, random: Random): number {
  let count = 0;
  for (let left = mean; left > 0; left -= 30) {
    const limit = Math.exp(-Math.min(left, 30));
    let product = random();
    while (product > limit) {
      count++;
      product *= random();
    }
  }
  return count;
}

/** Picks from cumulative weights: the index of the first cumulative value above a uniform share of the last. */
export function drawIndex(cumulative: ArrayLike<number>, random: Random): number {
  const target = random() * (cumulative[cumulative.length - 1] ?? 0);
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 0) > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

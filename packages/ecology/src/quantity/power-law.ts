import { chiSquareQuantile } from "../statistics/chi-square.ts";

export type PowerLaw = {
  /** Number density of individuals of size x is proportional to x^exponent between `min` and `max`. */
  readonly exponent: number;
  readonly low: number;
  readonly high: number;
  readonly min: number;
  readonly max: number;
  /** Individuals that the weights are worth: (sum w)^2 / sum w^2; raw individuals where all weigh the same. */
  readonly effective: number;
};

/**
 * log of the integral of x^b from min to max, relative to x^b at `min`: with L = ln(max/min) and c = (b + 1) L it is
 * (b + 1) ln min + ln L + ln((e^c - 1)/c), smooth through b = -1.
 */
function logIntegral(b: number, min: number, span: number): number {
  const c = (b + 1) * span;
  const ratio = Math.abs(c) < 1e-8 ? c / 2 : c > 0 ? c + Math.log(-Math.expm1(-c) / c) : Math.log(Math.expm1(c) / c);
  return (b + 1) * Math.log(min) + Math.log(span) + ratio;
}

/**
 * Maximum-likelihood exponent of a bounded power law (Edwards et al. 2017, Methods in Ecology and Evolution 8:57, method MLE), with the
 * interval of the profile likelihood. `sizes` positive; `weights` what each stands for. Bounds are the extremes unless given: give the
 * detection limit as `min`. Where size is biovolume, a normalised biomass spectrum falls with slope exponent + 1.
 * Null with fewer than two different sizes.
 */
export function fitPowerLaw(
  sizes: ArrayLike<number>,
  weights: ArrayLike<number>,
  bounds: { readonly min?: number; readonly max?: number; readonly level?: number } = {},
): PowerLaw | null {
  let [min, max] = [Number.POSITIVE_INFINITY, 0];
  const within = (x: number): boolean => x >= (bounds.min ?? 0) && x <= (bounds.max ?? Number.POSITIVE_INFINITY) && x > 0;
  let [total, squares, logs] = [0, 0, 0];
  for (let i = 0; i < sizes.length; i++) {
    const [size, weight] = [sizes[i] ?? Number.NaN, weights[i] ?? 0];
    if (!within(size)) continue;
    [min, max] = [Math.min(min, size), Math.max(max, size)];
    total += weight;
    squares += weight ** 2;
    logs += weight * Math.log(size);
  }
  [min, max] = [bounds.min ?? min, bounds.max ?? max];
  if (!(max > min && total > 0)) return null;
  const effective = total ** 2 / squares;
  const meanLog = logs / total;
  const span = Math.log(max / min);
  const likelihood = (b: number): number => effective * (b * meanLog - logIntegral(b, min, span));
  const exponent = peakOf(likelihood, -1 - 60 / span, -1 + 60 / span);
  const drop = likelihood(exponent) - chiSquareQuantile(bounds.level ?? 0.95, 1) / 2;
  const low = crossing(likelihood, drop, exponent, -1);
  const high = crossing(likelihood, drop, exponent, 1);
  return { exponent, low, high, min, max, effective };
}

/** The likelihood of one exponent is concave: golden section finds its peak. */
function peakOf(likelihood: (b: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [from, to];
  let [left, right] = [b - ratio * (b - a), a + ratio * (b - a)];
  let [atLeft, atRight] = [likelihood(left), likelihood(right)];
  while (b - a > 1e-9) {
    if (atLeft > atRight) {
      [b, right, atRight] = [right, left, atLeft];
      left = b - ratio * (b - a);
      atLeft = likelihood(left);
    } else {
      [a, left, atLeft] = [left, right, atRight];
      right = a + ratio * (b - a);
      atRight = likelihood(right);
    }
  }
  return (a + b) / 2;
}

/** Where the likelihood falls below a level, going from the peak in one direction. */
function crossing(likelihood: (b: number) => number, level: number, peak: number, direction: 1 | -1): number {
  let step = 0.01;
  while (likelihood(peak + direction * step) > level && step < 1e6) step *= 2;
  let [inside, outside] = [0, step];
  while (outside - inside > 1e-9) {
    const middle = (inside + outside) / 2;
    if (likelihood(peak + direction * middle) > level) inside = middle;
    else outside = middle;
  }
  return peak + direction * inside;
}

/** The one source of randomness. `fork` depends on the seed and the label only, never on what was drawn before:
 *  adding an object, a fold or a field leaves all the others as they were. */
export type Rng = {
  /** A whole number in [0, 2^32). */
  readonly uint32: () => number;
  /** A number in [0, 1), 32 random bits. */
  readonly next: () => number;
  /** A number in [low, high). */
  readonly uniform: (low: number, high: number) => number;
  /** A whole number in [0, n). */
  readonly int: (n: number) => number;
  readonly bool: (probability?: number) => boolean;
  /** Normal deviate (polar method of Marsaglia). */
  readonly normal: (mean?: number, sd?: number) => number;
  readonly pick: <T>(values: readonly T[]) => T;
  /** A new array in random order (Fisher-Yates). */
  readonly shuffle: <T>(values: readonly T[]) => T[];
  readonly fork: (label: string | number) => Rng;
};

/** Mixing step of MurmurHash3: every input bit reaches every output bit. */
const mix = (hash: number): number => {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

const hashLabel = (label: string | number, seed: number): number => {
  const text = typeof label === "number" ? `#${label}` : label;
  let h = seed ^ 0x9e3779b9;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) ^ (h >>> 15);
  return mix(h ^ text.length);
};

/** xoshiro128** 1.1 (Blackman and Vigna 2018, ACM TOMS 47:36) over four 32-bit words, not all zero. */
export const xoshiro128ss = (a0: number, b0: number, c0: number, d0: number): (() => number) => {
  let [a, b, c, d] = [a0 | 0, b0 | 0, c0 | 0, d0 | 0];
  return () => {
    const five = Math.imul(b, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result;
  };
};

/** Forks carry 64 bits of identity, so that a million labels of one parent do not collide. */
const rngOf = (high: number, low: number): Rng => {
  const uint32 = xoshiro128ss(mix(high), mix(low ^ 0x5bf03635), mix(high ^ low ^ 0x1f123bb5), mix(Math.imul(low, 0x27d4eb2f) ^ high) | 1);
  let spare = Number.NaN;
  const next = () => uint32() / 4294967296;
  const standardNormal = (): number => {
    if (!Number.isNaN(spare)) {
      const value = spare;
      spare = Number.NaN;
      return value;
    }
    for (;;) {
      const u = 2 * next() - 1;
      const v = 2 * next() - 1;
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * factor;
      return u * factor;
    }
  };
  const int = (n: number): number => Math.floor(next() * n);
  const at = <T>(values: readonly T[], index: number): T => {
    if (index < values.length) return values[index] as T;
    throw new RangeError("cannot pick from an empty list");
  };
  return {
    uint32,
    next,
    int,
    uniform: (low2, high2) => low2 + (high2 - low2) * next(),
    bool: (probability = 0.5) => next() < probability,
    normal: (mean = 0, sd = 1) => mean + sd * standardNormal(),
    pick: (values) => at(values, int(values.length)),
    shuffle: (values) => {
      const result = [...values];
      for (let i = result.length - 1; i > 0; i--) {
        const j = int(i + 1);
        const swapped = at(result, i);
        result[i] = at(result, j);
        result[j] = swapped;
      }
      return result;
    },
    fork: (label) => rngOf(hashLabel(label, high), hashLabel(label, low ^ 0x3c6ef372)),
  };
};

/** The generator of a seed; the same seed gives the same numbers on every machine. */
export const createRng = (seed: number | string): Rng => rngOf(hashLabel(seed, 0x6e61), hashLabel(seed, 0x7570));

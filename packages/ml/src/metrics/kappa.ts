import type { Confusion } from "./confusion.ts";

export type Kappa = {
  readonly objects: number;
  /** Share on which both say the same. */
  readonly agreed: number;
  /** Null where chance alone would agree on everything: nothing can be told. */
  readonly kappa: number | null;
  /** 95 % interval; null with the kappa. */
  readonly low: number | null;
  readonly high: number | null;
};

const z = 1.959963984540054;

/** Wilson's interval (1927, JASA 22:209) of a share of n. */
function wilson(share: number, n: number): readonly [number, number] {
  const middle = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  return [(middle - half) / whole, share > 1 - 1e-12 ? 1 : (middle + half) / whole];
}

/** Cohen's kappa (1960, Educational and Psychological Measurement 20:37) of two sayings about the same objects: rows the first, columns the
 *  second. Interval by the large-sample variance of Fleiss, Cohen & Everitt (1969, Psychological Bulletin 72:323); where both agree on
 *  everything, or one always says the same, that variance is zero and says too much, so the interval is Wilson's of the agreement instead. */
export function cohenKappa({ classes, counts }: Confusion): Kappa {
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) return { objects: 0, agreed: 0, kappa: null, low: null, high: null };
  const share = (i: number, j: number): number => (counts[i * classes + j] ?? 0) / n;
  const all = Array.from({ length: classes }, (_, i) => i);
  const rows = all.map((i) => all.reduce((sum, j) => sum + share(i, j), 0));
  const columns = all.map((j) => all.reduce((sum, i) => sum + share(i, j), 0));
  const observed = all.reduce((sum, i) => sum + share(i, i), 0);
  const chance = all.reduce((sum, i) => sum + (rows[i] ?? 0) * (columns[i] ?? 0), 0);
  const room = 1 - chance;
  if (room < 1e-12) return { objects: n, agreed: observed, kappa: null, low: null, high: null };
  const kappa = (observed - chance) / room;
  let spread = 0;
  for (const i of all)
    for (const j of all) {
      const weight =
        i === j ? room - ((rows[i] ?? 0) + (columns[i] ?? 0)) * (1 - observed) : (1 - observed) * ((columns[i] ?? 0) + (rows[j] ?? 0));
      spread += share(i, j) * weight ** 2;
    }
  const variance = (spread - (observed * chance - 2 * chance + observed) ** 2) / (n * room ** 4);
  const half = z * Math.sqrt(variance);
  const [low, high] = variance > 1e-12 ? [kappa - half, kappa + half] : wilson(observed, n).map((share) => (share - chance) / room);
  return { objects: n, agreed: observed, kappa, low: Math.max(-1, low ?? -1), high: Math.min(1, high ?? 1) };
}

/** One class against all others. */
export function oneAgainstOthers({ classes, counts }: Confusion, c: number): Confusion {
  const two = new Float64Array(4);
  for (let i = 0; i < classes; i++)
    for (let j = 0; j < classes; j++) {
      const cell = (i === c ? 0 : 2) + (j === c ? 0 : 1);
      two[cell] = (two[cell] ?? 0) + (counts[i * classes + j] ?? 0);
    }
  return { classes: 2, counts: two };
}

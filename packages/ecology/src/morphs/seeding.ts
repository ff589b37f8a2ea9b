import type { Random } from "../statistics/random.ts";
import { type Rows, squaredDistance } from "./rows.ts";

export type Seeding = {
  /** Row-major; fewer than asked where there are fewer different individuals with weight. */
  readonly centres: Float64Array;
  /** Nearest centre of each individual, and the square of the distance to it. */
  readonly labels: Uint16Array;
  readonly squared: Float64Array;
};

/** Sums are kept a block, so that a draw walks one block and not a million numbers. */
const BLOCK = 1024;

/**
 * k-means++ (Arthur and Vassilvitskii 2007) for weighted individuals: each next centre is drawn by weight x squared distance to
 * the nearest centre so far. An individual closer to its centre than half the way to the new one is not compared (triangle inequality).
 */
export function seedCentres(rows: Rows, k: number, random: Random): Seeding {
  const { points, stride, weights } = rows;
  const n = weights.length;
  const labels = new Uint16Array(n);
  const squared = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const centres = new Float64Array(k * stride);
  const sums = new Float64Array(Math.ceil(n / BLOCK));
  // A quarter of the squared distance between the new centre and each older one.
  const quarter = new Float64Array(k);
  let made = 0;
  for (let chosen = firstOf(weights, sums, random); chosen >= 0 && made < k; chosen = drawByCost(rows, squared, sums, random)) {
    centres.set(points.subarray(chosen * stride, (chosen + 1) * stride), made * stride);
    for (let j = 0; j < made; j++) quarter[j] = squaredDistance(centres, j * stride, centres, made * stride, stride) / 4;
    join(rows, { centres, made, quarter, labels, squared, sums });
    made++;
    if (made === k) break;
  }
  return { centres: centres.slice(0, made * stride), labels, squared };
}

function firstOf(weights: Float64Array, sums: Float64Array, random: Random): number {
  sums.fill(0);
  for (let i = 0; i < weights.length; i++) sums[(i / BLOCK) | 0] += weights[i];
  return drawFrom(sums, weights.length, random, (i) => weights[i]);
}

function drawByCost({ weights }: Rows, squared: Float64Array, sums: Float64Array, random: Random): number {
  return drawFrom(sums, weights.length, random, (i) => weights[i] * squared[i]);
}

/** Draws an index by its share; -1 where all shares are 0. */
function drawFrom(sums: Float64Array, n: number, random: Random, shareOf: (i: number) => number): number {
  let left = random() * sums.reduce((total, sum) => total + sum, 0);
  if (!(left > 0) && sums.every((sum) => sum === 0)) return -1;
  let block = 0;
  while (block < sums.length - 1 && left >= sums[block]) left -= sums[block++];
  let last = -1;
  for (let i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
    const share = shareOf(i);
    if (share > 0) last = i;
    left -= share;
    if (left < 0 && share > 0) return i;
  }
  // Rounding may leave a crumb: the last one that has a share takes it; a block emptied by it passes to any other.
  return last >= 0 ? last : firstWithShare(n, shareOf);
}

function firstWithShare(n: number, shareOf: (i: number) => number): number {
  for (let i = 0; i < n; i++) if (shareOf(i) > 0) return i;
  return -1;
}

type Joining = Seeding & { readonly made: number; readonly quarter: Float64Array; readonly sums: Float64Array };

/** Gives individuals nearer to the newest centre than to theirs over to it, and sums what is left to pay. */
function join({ points, stride, weights }: Rows, { centres, made, quarter, labels, squared, sums }: Joining): void {
  const to = made * stride;
  for (let block = 0, from = 0; from < weights.length; block++, from += BLOCK) {
    const end = Math.min(weights.length, from + BLOCK);
    let sum = 0;
    for (let i = from; i < end; i++) {
      if (squared[i] > quarter[labels[i]]) {
        const d = squaredDistance(points, i * stride, centres, to, stride);
        if (d < squared[i]) {
          squared[i] = d;
          labels[i] = made;
        }
      }
      sum += weights[i] * squared[i];
    }
    sums[block] = sum;
  }
}

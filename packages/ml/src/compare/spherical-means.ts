import type { Random } from "../rng.ts";
import { dot, normaliseRows, type Vectors } from "./vectors.ts";

/** The row of a table of directions that lies nearest to a vector. */
export function nearestCentre(vectors: Vectors, row: number, centres: Float32Array): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let c = 0; c * vectors.length < centres.length; c++) {
    const product = dot(vectors, row, centres, c);
    if (product > most) {
      best = c;
      most = product;
    }
  }
  return best;
}

type Wanted = { readonly inverse: Float32Array; readonly rows: readonly number[]; readonly centres: number; readonly rounds: number };

/** `inverse`: 1 / length of each vector. Spherical k-means (Dhillon and Modha 2001, Machine Learning 42:143) of some rows: directions [k, length] of length 1. Seeded as
 *  k-means++ (Arthur and Vassilvitskii 2007); a centre that loses all its rows gets another row. Fewer rows than centres give as many as there are rows. */
export function sphericalMeans(vectors: Vectors, { inverse, rows, centres: wanted, rounds }: Wanted, random: Random): Float32Array {
  const { length } = vectors;
  const k = Math.max(1, Math.min(wanted, rows.length));
  const centres = new Float32Array(k * length);
  const put = (c: number, row: number): void => {
    for (let i = 0; i < length; i++) centres[c * length + i] = (vectors.values[row * length + i] as number) * (inverse[row] as number);
  };
  const draw = (): number => rows[Math.floor(random.next() * rows.length)] ?? 0;
  const far = new Float64Array(rows.length).fill(1);
  for (let c = 0; c < k; c++) {
    put(c, rows[drawn(far, random)] ?? 0);
    for (const [at, row] of rows.entries())
      far[at] = Math.min(c === 0 ? 2 : (far[at] as number), Math.max(0, 1 - dot(vectors, row, centres, c) * (inverse[row] as number)));
  }
  for (let round = 0; round < rounds; round++) {
    const sums = new Float32Array(k * length);
    const counts = new Int32Array(k);
    for (const row of rows) {
      const c = nearestCentre(vectors, row, centres);
      counts[c] = (counts[c] as number) + 1;
      for (let i = 0; i < length; i++)
        sums[c * length + i] = (sums[c * length + i] as number) + (vectors.values[row * length + i] as number) * (inverse[row] as number);
    }
    centres.set(sums);
    normaliseRows(centres, length);
    for (let c = 0; c < k; c++) if (counts[c] === 0) put(c, draw());
  }
  return centres;
}

/** A place drawn with probabilities in proportion to the weights. */
function drawn(weights: Float64Array, random: Random): number {
  const total = weights.reduce((sum, w) => sum + w, 0);
  let left = random.next() * total;
  const at = weights.findIndex((w) => {
    left -= w;
    return left < 0;
  });
  return at === -1 ? Math.floor(random.next() * weights.length) : at;
}

/** The centres in an order in which each is followed by the one most like it that is left: [k, length]. */
export function chained(centres: Float32Array, length: number): Float32Array {
  const left = Array.from({ length: centres.length / length }, (_, c) => c);
  const result = new Float32Array(centres.length);
  let last = left.shift() ?? 0;
  for (let place = 0; place * length < centres.length; place++) {
    const here = centres.subarray(last * length, (last + 1) * length);
    result.set(here, place * length);
    let [at, most] = [0, Number.NEGATIVE_INFINITY];
    for (const [index, c] of left.entries()) {
      let product = 0;
      for (let i = 0; i < length; i++) product += (here[i] as number) * (centres[c * length + i] as number);
      if (product > most) [at, most] = [index, product];
    }
    last = left.splice(at, 1)[0] ?? last;
  }
  return result;
}

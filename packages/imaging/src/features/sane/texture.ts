import { GROUND } from "../../region.ts";
import type { Shape } from "../shape/shape.ts";

/** Greys of a level: 16 levels of 16 greys. */
const LEVELS = 16;
const SHIFT = 4;
const pairs = new Int32Array(LEVELS * LEVELS);

export type Texture = { contrast: number; correlation: number; energy: number; homogeneity: number; entropy: number };

/** Haralick's features (1973) of the grey levels of neighbours in the filled object: the four directions together, one pixel apart, both
 *  ways round. Without any pair all are NaN; where all levels are equal the correlation is NaN. */
export function textureOf({ labels, greys, stride, size }: Shape, out: Texture): void {
  pairs.fill(0);
  const steps = [1, stride - 1, stride, stride + 1];
  let total = 0;
  for (let at = 0; at < size; at++) {
    if (labels[at] === GROUND) continue;
    const a = greys[at] >> SHIFT;
    for (let k = 0; k < 4; k++) {
      const near = at + steps[k];
      if (labels[near] === GROUND) continue;
      pairs[a * LEVELS + (greys[near] >> SHIFT)]++;
      total++;
    }
  }
  statistics(2 * total, out);
}

function statistics(total: number, out: Texture): void {
  let [contrast, energy, homogeneity, entropy, sum, squares, products] = [0, 0, 0, 0, 0, 0, 0];
  for (let a = 0; a < LEVELS; a++) {
    for (let b = 0; b < LEVELS; b++) {
      const count = pairs[a * LEVELS + b] + pairs[b * LEVELS + a];
      if (count === 0) continue;
      const p = count / total;
      const d = (a - b) * (a - b);
      contrast += p * d;
      energy += p * p;
      homogeneity += p / (1 + d);
      entropy -= p * Math.log2(p);
      sum += p * a;
      squares += p * a * a;
      products += p * a * b;
    }
  }
  const none = total === 0;
  out.contrast = none ? Number.NaN : contrast;
  out.energy = none ? Number.NaN : energy;
  out.homogeneity = none ? Number.NaN : homogeneity;
  out.entropy = none ? Number.NaN : Math.max(0, entropy);
  const variance = squares - sum * sum;
  out.correlation = variance > 1e-12 ? (products - sum * sum) / variance : Number.NaN;
}

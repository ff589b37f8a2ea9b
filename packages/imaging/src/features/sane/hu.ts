import type { Sums } from "../shape/sums.ts";

/** The seven invariants of Hu 1962 from the central moments of the filled object, normalised with its area; they do not change when it is
 *  moved, turned or scaled, and the seventh changes its sign when it is mirrored (x right, y down; the sign is scikit-image's). */
export function huMoments(s: Sums, out: Float64Array): void {
  const [mx, my] = [s.sx / s.n, s.sy / s.n];
  const second = s.n ** 2;
  const third = s.n ** 2.5;
  const n20 = (s.sxx - mx * s.sx) / second;
  const n11 = (s.sxy - mx * s.sy) / second;
  const n02 = (s.syy - my * s.sy) / second;
  const n30 = (s.sxxx - 3 * mx * s.sxx + 2 * mx * mx * s.sx) / third;
  const n21 = (s.sxxy - 2 * mx * s.sxy - my * s.sxx + 2 * mx * mx * s.sy) / third;
  const n12 = (s.sxyy - 2 * my * s.sxy - mx * s.syy + 2 * my * my * s.sx) / third;
  const n03 = (s.syyy - 3 * my * s.syy + 2 * my * my * s.sy) / third;
  const [a, b] = [n30 + n12, n03 + n21];
  const [c, d] = [n30 - 3 * n12, 3 * n21 - n03];
  const [p, q] = [a * a - 3 * b * b, 3 * a * a - b * b];
  out[0] = n20 + n02;
  out[1] = (n20 - n02) ** 2 + 4 * n11 * n11;
  out[2] = c * c + d * d;
  out[3] = a * a + b * b;
  out[4] = c * a * p + d * b * q;
  out[5] = (n20 - n02) * (a * a - b * b) + 4 * n11 * a * b;
  out[6] = c * b * q - d * a * p;
}

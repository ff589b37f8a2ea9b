import type { Path } from "./shapes.ts";

/** Smooth curve through the given points (centripetal spacing is not needed here: points are even), `n` points out. */
export const curve = (through: Path, n: number): number[] => {
  const count = through.length / 2;
  const at = (i: number, axis: 0 | 1): number => through[2 * Math.min(count - 1, Math.max(0, i)) + axis];
  const result: number[] = [];
  for (let k = 0; k < n; k++) {
    const position = (k / (n - 1)) * (count - 1);
    const i = Math.min(count - 2, Math.floor(position));
    for (const axis of [0, 1] as const)
      result.push(catmullRom(at(i - 1, axis), at(i, axis), at(i + 1, axis), at(i + 2, axis), position - i));
  }
  return result;
};

const catmullRom = (a: number, b: number, c: number, d: number, t: number): number =>
  b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));

/** Values along a body given at a few places, read at `n` even steps with rounded shoulders. */
export const profile = (values: readonly number[], n: number): number[] => {
  const flat = curve(
    values.flatMap((v, i) => [i, v]),
    n,
  );
  return Array.from({ length: n }, (_, k) => Math.max(0, flat[2 * k + 1]));
};

/** A straight line of `n` points. */
export const straight = (x0: number, y0: number, x1: number, y1: number, n: number): number[] =>
  Array.from({ length: n }, (_, k) => [x0 + ((x1 - x0) * k) / (n - 1), y0 + ((y1 - y0) * k) / (n - 1)]).flat();

/** Points of a walk whose heading turns by `turn(s)` per unit of relative length s = 0..1: tails, tentacles, fibres. */
export const walk = (
  start: { x: number; y: number; heading: number },
  length: number,
  n: number,
  turn: (s: number) => number,
): number[] => {
  const result = [start.x, start.y];
  let { x, y, heading } = start;
  const step = length / (n - 1);
  for (let k = 1; k < n; k++) {
    heading += turn((k - 0.5) / (n - 1)) / (n - 1);
    x += Math.cos(heading) * step;
    y += Math.sin(heading) * step;
    result.push(x, y);
  }
  return result;
};

/** Points of an ellipse's outline, or of an arc of it (radians). */
export const arc = (at: { x: number; y: number; rx: number; ry: number }, from: number, to: number, n: number): number[] =>
  Array.from({ length: n }, (_, k) => {
    const a = from + ((to - from) * k) / (n - 1);
    return [at.x + at.rx * Math.cos(a), at.y + at.ry * Math.sin(a)];
  }).flat();

export const pointAt = (path: Path, i: number): { x: number; y: number } => ({ x: path[2 * i], y: path[2 * i + 1] });

/** Direction of the path at point i, radians. */
export const headingAt = (path: Path, i: number): number => {
  const last = path.length / 2 - 1;
  const [a, b] = [Math.max(0, i - 1), Math.min(last, i + 1)];
  return Math.atan2(path[2 * b + 1] - path[2 * a + 1], path[2 * b] - path[2 * a]);
};

import type { Rng } from "@nauplius/domain";
import { headingAt, pointAt, walk } from "../draw/curves.ts";
import { type Ellipse, ellipse, type Line, line, type Path, type Strokes, strokes } from "../draw/shapes.ts";

type Fan = { x: number; y: number; heading: number; spread: number; count: number; length: number; width: number };

/** Setae from one point, a little uneven. */
export const fan = (rng: Rng, f: Fan): Line[] =>
  Array.from({ length: f.count }, (_, k) => {
    const heading = f.heading + f.spread * (f.count === 1 ? 0 : k / (f.count - 1) - 0.5) + rng.normal(0, 0.05);
    const length = f.length * rng.uniform(0.75, 1.1);
    return line(
      walk({ x: f.x, y: f.y, heading }, length, 4, () => rng.normal(0, 0.25)),
      f.width,
      f.width * 0.3,
    );
  });

/** Setae along a path, all to one side or both, leaning towards the tip. */
export const fringe = (rng: Rng, path: Path, length: number, width: number, sides: readonly (1 | -1)[] = [1]): Line[] => {
  const lines: Line[] = [];
  for (let i = 1; i < path.length / 2; i++) {
    const { x, y } = pointAt(path, i);
    for (const side of sides) {
      const heading = headingAt(path, i) + side * rng.uniform(0.7, 1.2);
      lines.push(
        line(
          walk({ x, y, heading }, length * rng.uniform(0.6, 1.1), 3, () => 0),
          width,
          width * 0.3,
        ),
      );
    }
  }
  return lines;
};

/** Joints of a segmented body, drawn across it. `half` is the half width there. */
export const joints = (positions: readonly number[], half: (x: number) => number, density: number, width: number): Strokes =>
  strokes(
    density,
    positions.map((x) => line([x - 0.006, -half(x), x, 0, x - 0.006, half(x)], width)),
  );

/** A jointed limb: straight pieces that bend at each joint. */
export const limb = (
  from: { x: number; y: number; heading: number },
  lengths: readonly number[],
  bends: readonly number[],
  width: number,
): Line => {
  const path = [from.x, from.y];
  let { x, y, heading } = from;
  lengths.forEach((length, i) => {
    heading += bends[i] ?? 0;
    x += Math.cos(heading) * length;
    y += Math.sin(heading) * length;
    path.push(x, y);
  });
  return line(path, width, width * 0.4);
};

/** A compound eye or any small dark ball. */
export const eye = (x: number, y: number, r: number, density = 1.6): Ellipse => ellipse([x, y, r, r], density, { profile: "round" });

import type { Rng } from "@nauplius/domain";
import { profile, straight, walk } from "../draw/curves.ts";
import { ellipse, line, type Shape, strokes, tube } from "../draw/shapes.ts";
import type { TaxonModel } from "./model.ts";
import { eye, fan, fringe, limb } from "./parts.ts";

/** A pear-shaped larva with three pairs of bristled limbs and one eye. */
const nauplius: TaxonModel = {
  taxon: "nauplii<Crustacea",
  length: { median: 0.5, sigma: 0.16, min: 0.38, max: 0.9 },
  sketch: (rng) => {
    const density = rng.uniform(0.4, 0.75);
    const pairs = ([1, -1] as const).flatMap((side) => {
      const roots = [
        { x: 0.24, heading: 0.75, lengths: [0.16, 0.18, 0.14] },
        { x: 0.12, heading: 1.5, lengths: [0.17, 0.19, 0.16] },
        { x: -0.02, heading: 2.2, lengths: [0.13, 0.14, 0.1] },
      ];
      return roots.map((r) =>
        limb({ x: r.x, y: side * 0.2, heading: side * (r.heading + rng.normal(0, 0.18)) }, r.lengths, [0, side * 0.3, side * 0.25], 0.055),
      );
    });
    const tips = pairs.flatMap((l) => {
      const [x0, y0, x, y] = l.path.slice(-4);
      return fan(rng, { x, y, heading: Math.atan2(y - y0, x - x0), spread: 1.1, count: 4, length: 0.2, width: 0.016 });
    });
    return [
      tube(straight(0.34, 0, -0.34, 0, 12), profile([0.2, 0.29, 0.3, 0.26, 0.17, 0.06], 12), density, { rim: 0.25, grain: 0.3 }),
      tube(straight(0.16, 0, -0.22, 0, 6), profile([0.07, 0.12, 0.06], 6), rng.uniform(0.2, 0.5), { grain: 0.5 }),
      eye(0.36, 0, 0.05, 1.1),
      strokes(density * 1.1, pairs),
      strokes(0.5, [
        ...tips,
        ...pairs.flatMap((l) => fringe(rng, l.path, 0.12, 0.012)),
        ...fan(rng, { x: -0.36, y: 0, heading: Math.PI, spread: 0.6, count: 2, length: 0.26, width: 0.025 }),
      ]),
    ];
  },
};

const abdomen = (
  rng: Rng,
  from: { x: number; y: number; heading: number },
  length: number,
  curl: number,
  radius: number,
  density: number,
): Shape[] => {
  const spine = walk(from, length, 7, () => curl);
  const rings: Shape[] = [];
  for (let i = 0; i < 6; i++) {
    const r = radius * (1 - 0.06 * i);
    rings.push(tube(spine.slice(2 * i, 2 * i + 4), [r, r * 0.8], density, { rim: 0.2 }));
  }
  const [x0, y0, x, y] = spine.slice(-4);
  const heading = Math.atan2(y - y0, x - x0);
  const fork = [-0.42, 0.42].map((turn) =>
    line(
      walk({ x, y, heading: heading + turn }, length * 0.3, 5, () => -turn * 1.2),
      radius * 0.9,
      radius * 0.15,
    ),
  );
  return [
    ...rings,
    strokes(density, fork),
    strokes(0.5, fan(rng, { x, y, heading, spread: 0.5, count: 6, length: length * 0.16, width: 0.008 })),
  ];
};

/** A crab's zoea: helmet with long dorsal and rostral spines, great eyes, a thin forked abdomen. */
const zoea: TaxonModel = {
  taxon: "zoea<Brachyura",
  length: { median: 1.35, sigma: 0.2, min: 0.9, max: 2.8 },
  sketch: (rng) => {
    const density = rng.uniform(0.5, 0.85);
    const dorsal = walk({ x: 0.0, y: 0.2, heading: 1.75 }, rng.uniform(0.4, 0.6), 8, () => rng.normal(0.45, 0.15));
    const rostrum = walk({ x: 0.2, y: -0.1, heading: -1.25 }, rng.uniform(0.3, 0.45), 6, () => rng.normal(-0.1, 0.1));
    const feet = [0.1, 0.04, -0.02].map((x) => limb({ x, y: -0.17, heading: -1.3 + rng.normal(0, 0.25) }, [0.12, 0.09], [0, 0.5], 0.035));
    const bristles = feet.flatMap((l) =>
      fan(rng, { x: l.path[4], y: l.path[5], heading: rng.normal(-0.9, 0.2), spread: 0.9, count: 5, length: 0.15, width: 0.008 }),
    );
    return [
      ellipse([0.03, 0.02, 0.25, 0.21, 0.15], density, { rim: 0.3, grain: 0.3 }),
      ellipse([-0.02, 0.04, 0.14, 0.1], rng.uniform(0.2, 0.5), { grain: 0.5 }),
      eye(0.2, -0.02, 0.085, 1.8),
      strokes(density * 0.9, [line(dorsal, 0.075, 0.012), line(rostrum, 0.055, 0.01)]),
      strokes(density, feet),
      strokes(0.45, bristles),
      ...abdomen(
        rng,
        { x: -0.16, y: -0.06, heading: Math.PI + rng.normal(0.45, 0.25) },
        rng.uniform(0.5, 0.62),
        rng.normal(1.1, 0.5),
        0.052,
        density * 0.85,
      ),
    ];
  },
};

export const crustaceanLarvae: readonly TaxonModel[] = [nauplius, zoea];

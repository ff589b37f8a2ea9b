import type { Rng } from "@nauplius/domain";
import { profile, straight, walk } from "../draw/curves.ts";
import { ellipse, line, type Shape, strokes, tube } from "../draw/shapes.ts";
import type { TaxonModel } from "./model.ts";

/** Grains that stick where they land: a ragged heap that grows along `stretch`. */
const heap = (rng: Rng, n: number, stretch: number, size: number, density: number): Shape[] => {
  const grains = [{ x: 0, y: 0 }];
  const shapes: Shape[] = [];
  for (let k = 0; k < n; k++) {
    const host = grains[Math.floor(grains.length * rng.next() ** 0.7)];
    const a = rng.uniform(0, 6.28);
    const r = size * rng.uniform(0.6, 1.7);
    const grain = { x: host.x + stretch * r * Math.cos(a), y: host.y + r * Math.sin(a) };
    grains.push(grain);
    const s = size * Math.exp(rng.normal(0, 0.45));
    shapes.push(
      ellipse([grain.x, grain.y, s, s * rng.uniform(0.45, 1), rng.uniform(0, 3.1)], density * rng.uniform(0.4, 1.3), { grain: 0.7 }),
    );
  }
  return shapes;
};

const hairs = (rng: Rng, n: number, reach: number): Shape =>
  strokes(
    0.35,
    Array.from({ length: n }, () =>
      line(
        walk({ x: rng.normal(0, 0.15), y: rng.normal(0, 0.1), heading: rng.uniform(0, 6.28) }, reach * rng.uniform(0.3, 1), 8, () =>
          rng.normal(0, 3),
        ),
        0.02,
        0.006,
      ),
    ),
  );

/** Marine snow and rubbish of the net: fluffy, stringy or compact. */
const detritus: TaxonModel = {
  taxon: "detritus",
  length: { median: 1.05, sigma: 0.42, min: 0.4, max: 6 },
  sketch: (rng) => {
    const kind = rng.pick(["fluff", "fluff", "string", "lump"] as const);
    if (kind === "fluff")
      return [...heap(rng, 70, rng.uniform(1, 1.5), rng.uniform(0.045, 0.065), rng.uniform(0.22, 0.4)), hairs(rng, 3, 0.4)];
    if (kind === "lump") return [...heap(rng, 16, 1.2, 0.12, rng.uniform(0.4, 0.75)), ...heap(rng, 20, 1.2, 0.05, 0.3)];
    return [...heap(rng, 45, 2.6, 0.036, rng.uniform(0.3, 0.55)), hairs(rng, 6, 0.7)];
  },
};

const fibre: TaxonModel = {
  taxon: "fiber<detritus",
  length: { median: 2.2, sigma: 0.4, min: 1.1, max: 7 },
  flat: true,
  sketch: (rng) => {
    const kink = rng.uniform(0.3, 4);
    const phase = rng.uniform(0, 6.28);
    const path = walk({ x: -0.5, y: 0, heading: rng.normal(0, 0.3) }, 1, 40, (s) => kink * Math.sin(phase + 7 * s) + rng.normal(0, 2));
    const width = rng.uniform(0.009, 0.02);
    const lumps = Array.from({ length: rng.int(4) }, () => {
      const i = 2 * rng.int(40);
      return ellipse([path[i], path[i + 1], rng.uniform(0.015, 0.04), 0.015, rng.uniform(0, 3)], 0.5, { grain: 0.6 });
    });
    return [strokes(rng.uniform(0.5, 1.1), [line(path, width, width * 0.8)]), ...lumps];
  },
};

/** Air bubble: nearly black by refraction, with a bright window. */
const bubble: TaxonModel = {
  taxon: "bubble",
  length: { median: 0.6, sigma: 0.35, min: 0.34, max: 2.5 },
  flat: true,
  sketch: (rng) => {
    const wall = rng.uniform(0.1, 0.24);
    const ring = Array.from({ length: 49 }, (_, k) => {
      const a = (k / 48) * 2 * Math.PI;
      return [(0.5 - wall / 2) * Math.cos(a), (0.5 - wall / 2) * Math.sin(a)];
    }).flat();
    return [
      tube(ring, new Array<number>(49).fill(wall / 2), rng.uniform(1.2, 2), { rim: 0.5, profile: "round" }),
      ellipse([0, 0, 0.49, 0.49], 0.7, { profile: "shell" }),
      ellipse([0, 0, 0.5 - wall, 0.5 - wall], 0.09, { profile: "flat" }),
      ellipse([0.02, -0.02, 0.12, 0.12], 0.12, { rim: 0.2 }),
    ];
  },
};

/** Faecal pellet: a dense sausage, cut or tapering. */
const pellet: TaxonModel = {
  taxon: "feces",
  length: { median: 0.85, sigma: 0.3, min: 0.5, max: 2.4 },
  sketch: (rng) => {
    const w = rng.uniform(0.1, 0.17);
    const tip = rng.uniform(0.2, 0.9);
    const path = walk({ x: -0.4, y: 0, heading: 0 }, 0.8, 14, () => rng.normal(0, 1.1));
    return [
      tube(
        path,
        profile(
          [tip, 1, 1.02, 0.97, rng.uniform(0.2, 0.9)].map((v) => v * w),
          14,
        ),
        rng.uniform(0.8, 1.4),
        { rim: 0.1, grain: 0.35 },
      ),
      tube(straight(-0.2, 0, 0.2, 0, 3), [0.02, 0.04, 0.02], 0.15, { grain: 0.6 }),
    ];
  },
};

export const particles: readonly TaxonModel[] = [detritus, fibre, bubble, pellet];

import { arc, headingAt, pointAt, walk } from "../draw/curves.ts";
import { ellipse, line, region, type Shape, strokes, tube } from "../draw/shapes.ts";
import type { TaxonModel } from "./model.ts";

/** Chaetoceros-like chain: cells in a row, gaps between, long setae from every corner. */
const chain: TaxonModel = {
  taxon: "chain<Bacillariophyceae",
  length: { median: 1.1, sigma: 0.35, min: 0.55, max: 3 },
  sketch: (rng) => {
    const cells = 7 + rng.int(16);
    const bow = rng.normal(0, 0.5);
    const spine = walk({ x: 0.5, y: 0, heading: Math.PI }, 1, cells + 1, () => bow);
    const pitch = 1 / cells;
    const w = Math.min(0.065, pitch * rng.uniform(0.45, 0.9));
    const seta = rng.bool(0.8) ? rng.uniform(0.16, 0.34) : 0;
    const shapes: Shape[] = [];
    const setae = [];
    for (let i = 0; i < cells; i++) {
      const [a, b] = [pointAt(spine, i), pointAt(spine, i + 1)];
      const [cx, cy, heading] = [(a.x + b.x) / 2, (a.y + b.y) / 2, headingAt(spine, i)];
      const [c, s] = [Math.cos(heading), Math.sin(heading)];
      const half = pitch * 0.36;
      const corner = (u: number, v: number): [number, number] => [cx + c * u - s * v, cy + s * u + c * v];
      shapes.push(
        region([...corner(-half, -w), ...corner(half, -w), ...corner(half, w), ...corner(-half, w)], 0.28, { rim: 0.3, grain: 0.2 }),
      );
      shapes.push(ellipse([cx + rng.normal(0, half * 0.2), cy, half * 0.6, w * 0.55, heading], rng.uniform(0.3, 0.7), { grain: 0.3 }));
      if (seta === 0) continue;
      for (const side of [1, -1]) {
        const [x, y] = corner(-half, side * w);
        const lean = (i / (cells - 1) - 0.5) * 1.6;
        setae.push(
          line(
            walk(
              { x, y, heading: heading + side * (1.57 + lean) + rng.normal(0, 0.06) },
              seta * rng.uniform(0.8, 1.2),
              6,
              () => side * lean * 0.5,
            ),
            0.011,
            0.005,
          ),
        );
      }
    }
    return [...shapes, strokes(0.42, setae)];
  },
};

/** Acantharian: a dark centre, a granular halo and stiff spines in regular directions. */
const acantharian: TaxonModel = {
  taxon: "Acantharea",
  length: { median: 0.75, sigma: 0.28, min: 0.45, max: 2 },
  flat: true,
  sketch: (rng) => {
    const n = rng.pick([10, 12, 14, 16, 18]);
    const core = rng.uniform(0.11, 0.18);
    const spines = Array.from({ length: n }, (_, k) => {
      const a = (k * 2 * Math.PI) / n + rng.normal(0, 0.05);
      const reach = rng.uniform(0.34, 0.5);
      return line([0, 0, reach * Math.cos(a), reach * Math.sin(a)], 0.03, 0.014);
    });
    const clumps = Array.from({ length: 9 }, () => {
      const [a, r] = [rng.uniform(0, 6.28), core * rng.uniform(0.5, 1.5)];
      return ellipse([r * Math.cos(a), r * Math.sin(a), rng.uniform(0.025, 0.05), rng.uniform(0.025, 0.05)], rng.uniform(0.1, 0.35), {
        grain: 0.4,
      });
    });
    return [
      ellipse([0, 0, core * 2.1, core * 2.1], rng.uniform(0.1, 0.25), { grain: 0.5 }),
      ellipse([0, 0, core, core], rng.uniform(0.6, 1.1), { grain: 0.4, rim: 0.1 }),
      strokes(0.75, spines),
      ...clumps,
    ];
  },
};

/** Solitary collodarian: a ball of jelly full of specks round a dark capsule, or several capsules in one sausage. */
const collodarian: TaxonModel = {
  taxon: "Collodaria",
  length: { median: 1.4, sigma: 0.4, min: 0.7, max: 5 },
  sketch: (rng) => {
    const colony = rng.bool(0.4);
    const ry = colony ? rng.uniform(0.2, 0.36) : rng.uniform(0.42, 0.5);
    const inside = (): [number, number] => {
      const [a, r] = [rng.uniform(0, 6.28), Math.sqrt(rng.next()) * 0.9];
      return [0.5 * r * Math.cos(a), ry * r * Math.sin(a)];
    };
    const specks = Array.from({ length: colony ? 26 + rng.int(20) : 30 }, () => {
      const size = colony ? rng.uniform(0.024, 0.038) : rng.uniform(0.008, 0.016);
      return ellipse([...inside(), size, size], colony ? 0.45 : 0.4, { rim: colony ? 0.25 : 0 });
    });
    const capsule = rng.uniform(0.12, 0.2);
    return [
      ellipse([0, 0, 0.5, ry], 0.1, { rim: 0.26, profile: "flat", grain: 0.35 }),
      ...specks,
      ...(colony
        ? []
        : [
            ellipse([0, 0, capsule * 1.7, capsule * 1.7], 0.2, { grain: 0.6 }),
            ellipse([0, 0, capsule, capsule], rng.uniform(0.5, 1.1), { rim: 0.2, grain: 0.3 }),
          ]),
    ];
  },
};

/** Noctiluca: a nearly empty ball with strands from a small nucleus and one short tentacle. */
const noctiluca: TaxonModel = {
  taxon: "Noctiluca scintillans",
  length: { median: 0.62, sigma: 0.18, min: 0.42, max: 1.2 },
  sketch: (rng) => {
    const [nx, ny] = [0.3, rng.normal(0, 0.05)];
    const strands = Array.from({ length: 15 }, () => {
      const a = rng.uniform(0, 6.28);
      return line(
        [
          nx,
          ny,
          (nx + 0.46 * Math.cos(a)) / 2 + rng.normal(0, 0.03),
          (ny + 0.46 * Math.sin(a)) / 2,
          0.46 * Math.cos(a),
          0.46 * Math.sin(a),
        ],
        0.022,
        0.008,
      );
    });
    return [
      ellipse([0, 0, 0.5, rng.uniform(0.45, 0.5)], 0.16, { rim: 0.3, grain: 0.15, profile: "flat" }),
      strokes(0.22, strands),
      ellipse([nx, ny, 0.075, 0.06], 0.6, { grain: 0.4 }),
      tube(
        arc({ x: 0.5, y: 0.1, rx: 0.14, ry: 0.2 }, -1.8, 1.2, 10),
        [0.028, 0.026, 0.025, 0.024, 0.022, 0.02, 0.018, 0.016, 0.012, 0.008],
        0.3,
      ),
      ...Array.from({ length: rng.int(4) }, () =>
        ellipse([rng.uniform(-0.25, 0.25), rng.uniform(-0.25, 0.25), 0.05, 0.05], 0.45, { grain: 0.3, rim: 0.1 }),
      ),
    ];
  },
};

export const protists: readonly TaxonModel[] = [chain, acantharian, collodarian, noctiluca];

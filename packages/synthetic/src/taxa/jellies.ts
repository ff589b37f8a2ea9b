import type { Rng } from "@nauplius/domain";
import { arc, curve, profile, straight, walk } from "../draw/curves.ts";
import { bent } from "../draw/pose.ts";
import { ellipse, line, region, type Shape, strokes, tube } from "../draw/shapes.ts";
import type { TaxonModel } from "./model.ts";

const tentacle = (rng: Rng, x: number, y: number, heading: number, length: number): number[] => {
  const phase = rng.uniform(0, 6.28);
  const waves = rng.uniform(1, 2.5);
  const strength = rng.uniform(1, 5);
  return walk({ x, y, heading }, length, 18, (s) => strength * s * Math.cos(phase + 6.28 * waves * s));
};

/** Bell from the side: jelly between two domes, radial canals with gonads, a hanging stomach, tentacles from the margin. */
const bellFromSide = (rng: Rng): Shape[] => {
  const half = rng.uniform(0.36, 0.5);
  const tall = rng.uniform(0.5, 0.95) * half * 1.6;
  const dome = arc({ x: -tall * 0.3, y: 0, rx: tall, ry: half }, -Math.PI / 2, Math.PI / 2, 26);
  const inner = arc({ x: -tall * 0.3, y: 0, rx: tall * rng.uniform(0.6, 0.76), ry: half * 0.87 }, Math.PI / 2, -Math.PI / 2, 22);
  const canals = [-0.75, -0.25, 0.25, 0.75].map((v) =>
    arc({ x: -tall * 0.3, y: 0, rx: tall * 0.68, ry: half * 0.88 * v }, 0.12, Math.PI / 2, 9),
  );
  const gonads = canals.map((c) => tube(c.slice(6, 14), [0.008, 0.026, 0.03, 0.01], rng.uniform(0.25, 0.7), { grain: 0.4 }));
  const n = 6 + rng.int(14);
  const rest = rng.uniform(0.4, 1.3);
  const roots = Array.from({ length: n }, (_, i) => ({ y: half * Math.sin((i / (n - 1) - 0.5) * Math.PI), x: -tall * 0.3 }));
  const tentacles = roots.map(({ x, y }) =>
    line(tentacle(rng, x, y, Math.PI + rng.normal(-y * 0.5, 0.12), rest * rng.uniform(0.5, 1.2)), 0.016, 0.006),
  );
  const stomach = rng.uniform(0.25, 0.75) * tall;
  return [
    region([...dome, ...inner], 0.1, { rim: 0.2, grain: 0.2 }),
    region(dome, 0.045),
    strokes(
      0.22,
      canals.map((c) => line(c, 0.012)),
    ),
    ...gonads,
    tube(
      straight(tall * 0.36, 0, tall * 0.36 - stomach, rng.normal(0, 0.03), 8),
      profile([0.05, 0.07, 0.035, 0.05], 8),
      rng.uniform(0.3, 0.7),
      { rim: 0.1, grain: 0.4 },
    ),
    strokes(0.5, [line(straight(-tall * 0.3, -half, -tall * 0.3, half, 12), 0.02)]),
    ...roots.map(({ x, y }) => ellipse([x, y, 0.016, 0.016], 0.7)),
    strokes(0.42, tentacles),
  ];
};

/** Bell from above: margin ring, four or eight canals with gonads, square mouth, tentacles all round. */
const bellFromTop = (rng: Rng): Shape[] => {
  const r = rng.uniform(0.42, 0.5);
  const canals = rng.pick([4, 4, 8]);
  const angles = Array.from({ length: canals }, (_, k) => (k * 2 * Math.PI) / canals + rng.normal(0, 0.03));
  const at = rng.uniform(0.45, 0.7);
  const count = rng.pick([8, 16, 24, 32]);
  const tentacles = Array.from({ length: count }, (_, k) => {
    const a = (k * 2 * Math.PI) / count + rng.normal(0, 0.04);
    return line(tentacle(rng, r * Math.cos(a), r * Math.sin(a), a, rng.uniform(0.12, 0.45)), 0.014, 0.005);
  });
  return [
    ellipse([0, 0, r, r * rng.uniform(0.88, 1)], 0.09, { rim: 0.35, grain: 0.2, profile: "flat" }),
    ellipse([0, 0, r * 0.9, r * 0.85], 0.05, { rim: 0.14, profile: "flat" }),
    strokes(
      0.2,
      angles.map((a) => line([0.06 * Math.cos(a), 0.06 * Math.sin(a), r * Math.cos(a), r * Math.sin(a)], 0.014)),
    ),
    ...angles.map((a) =>
      ellipse([r * at * Math.cos(a), r * at * Math.sin(a), rng.uniform(0.05, 0.09), 0.035, a], rng.uniform(0.35, 0.8), { grain: 0.4 }),
    ),
    ellipse([0, 0, 0.085, 0.085], rng.uniform(0.4, 0.8), { rim: 0.25, grain: 0.4 }),
    ...Array.from({ length: count }, (_, k) =>
      ellipse([r * Math.cos((k * 2 * Math.PI) / count), r * Math.sin((k * 2 * Math.PI) / count), 0.014, 0.014], 0.6),
    ),
    strokes(0.42, tentacles),
  ];
};

const medusa: TaxonModel = {
  taxon: "Hydrozoa",
  length: { median: 1.4, sigma: 0.42, min: 0.8, max: 6 },
  sketch: (rng) => (rng.bool(0.55) ? bellFromSide(rng) : bellFromTop(rng)),
};

/** Swimming bell of a diphyid: a ridged glass bullet with a muscular sac, an oil-bearing somatocyst and often a piece of stem. */
const siphonophore: TaxonModel = {
  taxon: "Diphyidae",
  length: { median: 2.9, sigma: 0.35, min: 1.4, max: 8 },
  sketch: (rng) => {
    const w = rng.uniform(0.15, 0.2);
    const mantle = curve(
      [
        0.5,
        0,
        0.36,
        w * 0.42,
        0.1,
        w * 0.86,
        -0.2,
        w,
        -0.42,
        w * 0.95,
        -0.45,
        w * 0.2,
        -0.38,
        -w * 0.3,
        -0.46,
        -w * 0.8,
        -0.2,
        -w * 0.98,
        0.1,
        -w * 0.84,
        0.36,
        -w * 0.4,
        0.5,
        0,
      ],
      60,
    );
    const ridges = [0.5, -0.45, 0.05].map((v) =>
      line(curve([0.49, 0, 0.2, w * v * 0.8, -0.15, w * v, -0.42, w * v * 0.9], 12), 0.012, 0.008),
    );
    const stem = rng.bool(0.5);
    const thread = walk({ x: -0.4, y: -w * 0.35, heading: Math.PI + rng.normal(0, 0.2) }, rng.uniform(0.4, 1.2), 24, () =>
      rng.normal(0, 5),
    );
    const buds = Array.from({ length: 9 }, (_, k) => {
      const i = 2 * (3 + 2 * k);
      return ellipse(
        [thread[i], thread[i + 1], rng.uniform(0.012, 0.03), rng.uniform(0.01, 0.022), rng.uniform(0, 3)],
        rng.uniform(0.3, 0.8),
        { grain: 0.4 },
      );
    });
    return [
      region(mantle, 0.075, { rim: 0.22, grain: 0.25 }),
      tube(
        straight(0.26, w * 0.16, -0.4, w * 0.3, 12),
        profile(
          [0.2, 0.5, 0.6, 0.62, 0.55].map((v) => v * w),
          12,
        ),
        0.07,
        { rim: 0.16, profile: "flat" },
      ),
      tube(curve([-0.28, -w * 0.4, 0, -w * 0.42, 0.14, -w * 0.28], 8), profile([0.012, 0.03, 0.022, 0.006], 8), rng.uniform(0.3, 0.6), {
        rim: 0.1,
        grain: 0.3,
      }),
      strokes(0.16, ridges),
      ...(rng.bool(0.5) ? [ellipse([0.13, -w * 0.28, 0.016, 0.016], 1)] : []),
      ...(stem ? [strokes(0.5, [line(thread, 0.014, 0.006)]), ...buds] : []),
    ];
  },
};

/** Barrel with hoops of muscle, open at both ends, gut near the hind end. */
const doliolid: TaxonModel = {
  taxon: "Doliolida",
  length: { median: 1.9, sigma: 0.35, min: 1, max: 6 },
  sketch: (rng) => {
    const w = rng.uniform(0.24, 0.33);
    const half = (x: number): number => w * Math.sqrt(Math.max(0.1, 1 - (x / 0.62) ** 2));
    const hoops = Array.from({ length: 8 }, (_, k) => {
      const x = 0.44 - 0.125 * k;
      return line(arc({ x, y: 0, rx: 0.03, ry: half(x) }, -Math.PI / 2, Math.PI / 2, 10), 0.024);
    });
    const back = hoops.map((h) =>
      line(
        h.path.map((v, i) => (i % 2 === 0 ? 2 * h.path[0] - v : v)),
        0.014,
      ),
    );
    const barrel = [
      ...Array.from({ length: 19 }, (_, k) => 0.48 - 0.0533 * k).flatMap((x) => [x, half(x)]),
      ...Array.from({ length: 19 }, (_, k) => -0.48 + 0.0533 * k).flatMap((x) => [x, -half(x)]),
    ];
    return [
      region(barrel, 0.075, { rim: 0.22, grain: 0.2 }),
      strokes(0.3, hoops),
      strokes(0.12, back),
      tube(curve([0.05, -w * 0.5, -0.1, -w * 0.2, -0.2, w * 0.15], 8), profile([0.01, 0.03, 0.03, 0.015], 8), 0.25, { grain: 0.5 }),
      ellipse([-0.26, -w * 0.25, rng.uniform(0.05, 0.08), rng.uniform(0.04, 0.06), 0.5], rng.uniform(0.6, 1.1), { grain: 0.4 }),
      strokes(
        0.2,
        Array.from({ length: 12 }, (_, k) => line([0.48, half(0.48) * (k / 5.5 - 1), 0.535, half(0.48) * 0.85 * (k / 5.5 - 1)], 0.014)),
      ),
    ];
  },
};

/** Glass arrow: a long tube with fins, hooked head, gut line and, when ripe, two strings of eggs. */
const chaetognath: TaxonModel = {
  taxon: "Chaetognatha",
  length: { median: 4.2, sigma: 0.4, min: 2, max: 14 },
  sketch: (rng) => {
    const w = rng.uniform(0.028, 0.042);
    const body = [0.42, 0.3, 0.1, -0.1, -0.25, -0.4, -0.48];
    const trunk = curve(
      body.flatMap((x) => [x, 0]),
      16,
    );
    const fin = (from: number, to: number, wide: number): Shape[] =>
      [1, -1].map((side) =>
        region([from, side * w * 0.8, (from + to) / 2 - 0.02, side * (w + wide), to, side * w * 0.6], 0.055, { rim: 0.03 }),
      );
    const hooks = [1, -1].flatMap((side) =>
      Array.from({ length: 6 }, (_, k) =>
        line(
          walk({ x: 0.45 - 0.008 * k, y: side * w * 0.9, heading: side * (0.5 + 0.14 * k) }, w * 1.5, 5, () => -side * 1.6),
          0.0055,
          0.002,
        ),
      ),
    );
    const ripe = rng.bool(0.4);
    const eggs = Array.from({ length: 9 }, (_, k) =>
      [1, -1].map((side) => ellipse([-0.04 - 0.022 * k, side * w * 0.5, 0.013, 0.011], 0.5, { rim: 0.1 })),
    ).flat();
    const shapes: Shape[] = [
      tube(
        trunk,
        profile(
          [0.75, 1, 1.05, 1, 0.9, 0.55, 0.2].map((v) => v * w),
          16,
        ),
        rng.uniform(0.24, 0.42),
        { rim: 0.18, grain: 0.18 },
      ),
      ellipse([0.45, 0, 0.038, w * 1.05], rng.uniform(0.45, 0.8), { rim: 0.2, grain: 0.3 }),
      strokes(0.9, hooks),
      tube(straight(0.4, 0, -0.18, 0, 10), profile([0.007, 0.011, 0.009], 10), rng.uniform(0.2, 0.5), { grain: 0.6 }),
      strokes(0.25, [line([-0.2, -w * 0.8, -0.2, w * 0.8], 0.008), line([-0.21, 0, -0.45, 0], 0.006)]),
      ...fin(0.02, -0.14, 0.016),
      ...fin(-0.17, -0.36, 0.024),
      region([-0.44, w * 0.4, -0.52, w * 1.3, -0.53, 0, -0.52, -w * 1.3, -0.44, -w * 0.4], 0.06, { rim: 0.04 }),
      ...[1, -1].map((side) => ellipse([-0.4, side * w * 0.62, 0.013, 0.006], 0.5)),
      ...(rng.bool(0.25) ? [ellipse([rng.uniform(-0.1, 0.3), 0, 0.035, w * 0.6], rng.uniform(0.5, 1), { grain: 0.4 })] : []),
      ...(ripe ? eggs : []),
    ];
    return bent(shapes, rng.normal(0, 0.4));
  },
};

export const jellies: readonly TaxonModel[] = [medusa, siphonophore, doliolid, chaetognath];

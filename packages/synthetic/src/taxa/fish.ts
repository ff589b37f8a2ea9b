import { arc, curve, profile, straight } from "../draw/curves.ts";
import { bent } from "../draw/pose.ts";
import { ellipse, line, region, strokes, tube } from "../draw/shapes.ts";
import type { TaxonModel } from "./model.ts";
import { eye, fan } from "./parts.ts";

/** A glass sphere with a chorion, clear space, yolk, and oil or an embryo. */
const fishEgg: TaxonModel = {
  taxon: "egg<Actinopterygii",
  length: { median: 0.85, sigma: 0.14, min: 0.6, max: 1.8 },
  sketch: (rng) => {
    const long = rng.bool(0.3) ? rng.uniform(0.62, 0.75) : rng.uniform(0.96, 1);
    const yolk = rng.uniform(0.32, 0.44);
    const embryo = rng.bool(0.5)
      ? arc({ x: 0, y: 0, rx: yolk * 0.86, ry: yolk * 0.86 * long }, rng.uniform(0, 1), rng.uniform(3.4, 5), 24)
      : undefined;
    const at = rng.uniform(0, 6.28);
    const drops = rng.bool(0.75)
      ? [
          ellipse([yolk * 0.55 * Math.cos(at), yolk * 0.55 * long * Math.sin(at), rng.uniform(0.05, 0.11), rng.uniform(0.05, 0.11)], 0.35, {
            rim: 0.7,
          }),
        ]
      : [];
    return [
      ellipse([0, 0, 0.5, 0.5 * long], 0.11, { rim: 0.5, profile: "shell" }),
      ellipse([0, 0, 0.5, 0.5 * long], 0.12, { profile: "flat" }),
      ellipse([0, 0, yolk, yolk * long], rng.uniform(0.18, 0.5), { rim: 0.28, grain: rng.uniform(0.1, 0.3) }),
      ...(embryo
        ? [
            tube(embryo, profile([0.09, 0.075, 0.06, 0.05, 0.02], 24), 0.5, { rim: 0.12, grain: 0.4 }),
            eye(embryo[4], embryo[5], 0.042, 0.8),
          ]
        : []),
      ...drops,
    ];
  },
};

/** Large dark eye, gut below, muscle segments, thin fin fold all round. */
const fishLarva: TaxonModel = {
  taxon: "Actinopterygii",
  length: { median: 4, sigma: 0.32, min: 2.2, max: 12 },
  sketch: (rng) => {
    const w = rng.uniform(0.04, 0.06);
    const density = rng.uniform(0.35, 0.65);
    const half = [0.75, 1.05, 1.1, 0.9, 0.72, 0.52, 0.34, 0.2].map((v) => v * w);
    const spine = curve([0.42, 0, 0.2, 0.006, -0.1, 0.004, -0.4, 0], 22);
    const widths = profile(half, 22);
    const muscles = Array.from({ length: 26 }, (_, k) => {
      const x = 0.22 - 0.024 * k;
      const r = widths[Math.min(21, Math.round(((0.42 - x) / 0.82) * 21))] * 0.85;
      return line([x - 0.012, -r, x + 0.004, 0, x - 0.012, r], 0.005);
    });
    const rays = fan(rng, { x: -0.42, y: 0, heading: Math.PI, spread: 1.1, count: 9, length: 0.07, width: 0.004 });
    const spots = Array.from({ length: 3 + rng.int(9) }, () =>
      ellipse([rng.uniform(-0.35, 0.3), rng.normal(-w * 0.5, w * 0.2), rng.uniform(0.006, 0.012), 0.006, 0], 0.9),
    );
    return bent(
      [
        region(
          curve(
            [
              0.15,
              w * 1.3,
              -0.1,
              w * 1.7,
              -0.36,
              w * 1.3,
              -0.48,
              w * 0.9,
              -0.5,
              0,
              -0.48,
              -w * 0.9,
              -0.36,
              -w * 1.3,
              -0.1,
              -w * 1.6,
              0.1,
              -w * 1.3,
            ],
            40,
          ),
          0.055,
          { rim: 0.06 },
        ),
        tube(spine, widths, density, { rim: 0.2, grain: 0.2 }),
        ellipse([0.41, 0, 0.075, w * 1.15], density * 0.8, { rim: 0.25, grain: 0.2 }),
        region([0.46, -w * 0.5, 0.5, -w * 0.1, 0.46, w * 0.1, 0.42, -w * 0.9], density * 0.7),
        tube(
          curve([0.36, -w * 0.9, 0.25, -w * 1.15, 0.1, -w * 1, -0.05, -w * 0.95], 10),
          profile([0.014, 0.036, 0.026, 0.01], 10),
          rng.uniform(0.4, 0.9),
          { grain: 0.5 },
        ),
        ...(rng.bool(0.25) ? [ellipse([0.24, -w * 1.5, 0.1, w * 0.9], 0.25, { rim: 0.2 })] : []),
        strokes(0.22, [...muscles, line(straight(0.34, 0.004, -0.4, 0, 14), 0.009)]),
        strokes(0.3, rays),
        eye(0.425, w * 0.15, w * 0.62, 1.9),
        ellipse([0.425, w * 0.15, w * 0.22, w * 0.22], 0.5),
        strokes(0.25, fan(rng, { x: 0.31, y: -w * 0.3, heading: Math.PI - 0.5, spread: 0.7, count: 5, length: 0.06, width: 0.005 })),
        ...spots,
      ],
      rng.normal(0, 0.55),
    );
  },
};

export const fish: readonly TaxonModel[] = [fishEgg, fishLarva];

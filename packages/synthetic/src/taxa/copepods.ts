import type { Rng } from "@nauplius/domain";
import { curve, profile, straight, walk } from "../draw/curves.ts";
import { bent } from "../draw/pose.ts";
import { ellipse, type Line, line, type Path, type Shape, strokes, tube } from "../draw/shapes.ts";
import type { TaxonModel } from "./model.ts";
import { fan, fringe, joints, limb } from "./parts.ts";

type Antenna = { side: 1 | -1; reach: number; root: number; y: number; gesture: "spread" | "swept" | "forward" };

/** First antenna: a long many-jointed whip; how it is held tells calanoids apart at a glance. */
const antenna = (rng: Rng, a: Antenna): number[] => {
  const heading = { spread: rng.normal(1.75, 0.15), swept: rng.normal(2.55, 0.15), forward: rng.normal(1.1, 0.2) }[a.gesture];
  const turn = a.gesture === "spread" ? rng.normal(0.35, 0.25) : rng.normal(0.55, 0.2);
  return walk(
    { x: a.root, y: a.side * a.y, heading: a.side * heading },
    a.reach,
    12,
    (s) => a.side * (turn * (1.4 - s) + (s > 0.8 ? rng.normal(0, 1) : 0)),
  );
};

const antennae = (rng: Rng, paths: readonly Path[], width: number, seta: number): Shape[] => {
  const lines: Line[] = paths.map((p) => line(p, width, width * 0.45));
  const tips = paths.flatMap((p) =>
    fan(rng, {
      x: p[p.length - 2],
      y: p[p.length - 1],
      heading: rng.uniform(0, 6.28),
      spread: 0.7,
      count: 2,
      length: seta * 1.4,
      width: width * 0.3,
    }),
  );
  return [strokes(1.15, lines), strokes(0.45, [...paths.flatMap((p) => fringe(rng, p, seta, width * 0.25)), ...tips])];
};

const tail = (rng: Rng, from: number, to: number, radius: number, density: number): Shape[] => {
  const n = 4;
  const step = (from - to) / n;
  const parts: Shape[] = Array.from({ length: n }, (_, i) => {
    const r = radius * (1 - 0.12 * i);
    const x = from - i * step;
    return tube(straight(x, 0, x - step * 0.82, 0, 3), [r * 0.86, r, r * 0.84], density, { rim: 0.12 });
  });
  const rami = [1, -1].map((side) => line([to, side * radius * 0.5, to - 0.055, side * radius * 0.95], radius * 0.75, radius * 0.6));
  const setae = [1, -1].flatMap((side) =>
    fan(rng, {
      x: to - 0.05,
      y: side * radius * 0.9,
      heading: Math.PI - side * 0.28,
      spread: 0.55,
      count: 4,
      length: rng.uniform(0.11, 0.19),
      width: 0.006,
    }),
  );
  return [...parts, strokes(density * 1.1, rami), strokes(0.5, setae)];
};

/** Seen from above: prosome with joints, gut and oil sac, both antennae. */
const dorsal = (rng: Rng): Shape[] => {
  const stout = rng.uniform(0.125, 0.165);
  const density = rng.uniform(0.5, 0.95);
  const end = -0.2;
  const half = profile(
    [0.45, 0.82, 0.97, 1, 0.98, 0.92, 0.7].map((v) => v * stout),
    15,
  );
  const halfAt = (x: number): number => 0.93 * half[Math.min(14, Math.max(0, Math.round(((0.43 - x) / 0.63) * 14)))];
  const gesture = rng.pick(["spread", "spread", "swept", "forward"] as const);
  const reach = rng.uniform(0.75, 1.1);
  const paths = ([1, -1] as const)
    .map((side) => antenna(rng, { side, reach: reach * (rng.bool(0.12) ? rng.uniform(0.3, 0.6) : 1), root: 0.44, y: 0.05, gesture }))
    .filter(() => rng.bool(0.97));
  return [
    tube(straight(0.43, 0, end, 0, 15), half, density, { rim: 0.22, grain: 0.22 }),
    tube(curve([0.36, 0, 0.15, rng.normal(0, 0.012), -0.15, 0], 8), profile([0.03, 0.05, 0.035, 0.02], 8), rng.uniform(0.2, 0.6), {
      grain: 0.5,
    }),
    ellipse([rng.uniform(0.02, 0.1), 0, rng.uniform(0.12, 0.2), stout * rng.uniform(0.25, 0.5)], rng.uniform(0, 0.35), { rim: 0.1 }),
    ellipse([0.4, 0, 0.018, 0.018], 0.7),
    joints([0.18, 0.08, -0.02, -0.11], halfAt, 0.16, 0.007),
    ...tail(rng, end, -0.43, stout * 0.27, density * 0.85),
    ...antennae(rng, paths, 0.021, 0.045),
    strokes(
      0.6,
      ([1, -1] as const).flatMap((s) => [limb({ x: 0.4, y: s * 0.07, heading: s * 1.2 }, [0.08, 0.09], [0, s * 0.5], 0.014)]),
    ),
  ];
};

/** Seen from the side: arched back, mouth parts and swimming legs below. */
const lateral = (rng: Rng): Shape[] => {
  const stout = rng.uniform(0.12, 0.15);
  const density = rng.uniform(0.55, 1);
  const back = curve([0.42, -0.035, 0.3, 0.008, 0.1, 0.022, -0.08, 0.012, -0.2, -0.01], 15);
  const legs = [0.12, 0.04, -0.03, -0.1, -0.16].map((x) =>
    limb({ x, y: -stout * 0.8, heading: -1.9 + rng.normal(0, 0.15) }, [0.05, 0.06, 0.07], [0, -0.35, -0.25], 0.022),
  );
  const mouth = [0.34, 0.29, 0.24, 0.2].map((x) =>
    limb({ x, y: -stout * 0.75, heading: -1.1 + rng.normal(0, 0.35) }, [0.05, 0.06, 0.05], [0, -0.4, -0.3], 0.014),
  );
  const whip = antenna(rng, {
    side: -1,
    reach: rng.uniform(0.75, 1.05),
    root: 0.43,
    y: 0.05,
    gesture: rng.bool(0.7) ? "swept" : "forward",
  });
  return [
    tube(
      back,
      profile(
        [0.055, 0.115, 0.14, 0.15, 0.14, 0.1].map((v) => (v * stout) / 0.15),
        15,
      ),
      density,
      { rim: 0.22, grain: 0.22 },
    ),
    tube(curve([0.36, -0.03, 0.15, 0.01, -0.16, 0], 8), profile([0.025, 0.045, 0.03, 0.018], 8), rng.uniform(0.25, 0.6), { grain: 0.5 }),
    ellipse([0.06, 0.03, rng.uniform(0.1, 0.18), stout * 0.4, -0.05], rng.uniform(0, 0.4), { rim: 0.1 }),
    joints([0.16, 0.06, -0.04, -0.12], () => stout * 0.8, 0.13, 0.007),
    ...tail(rng, -0.2, -0.43, stout * 0.27, density * 0.85),
    strokes(0.5, [...legs, ...mouth]),
    ...antennae(rng, [whip], 0.021, 0.04),
  ];
};

export const calanoid: TaxonModel = {
  taxon: "Calanoida",
  length: { median: 1.25, sigma: 0.34, min: 0.75, max: 4 },
  sketch: (rng) => bent(rng.bool(0.55) ? dorsal(rng) : lateral(rng), rng.normal(0, 0.18)),
};

const eggSac = (rng: Rng, side: 1 | -1): Shape[] => {
  const shapes: Shape[] = [];
  for (let row = 0; row < 5; row++) {
    for (const column of [0, 1]) {
      const x = -0.085 - 0.05 * row + rng.normal(0, 0.005);
      const y = side * (0.045 + 0.042 * column * (1 - 0.1 * (row - 2) ** 2) + 0.018 * row + rng.normal(0, 0.005));
      shapes.push(ellipse([x, y, 0.033, 0.03], 0.62, { rim: 0.25 }));
    }
  }
  return shapes;
};

export const oithona: TaxonModel = {
  taxon: "Oithonidae",
  length: { median: 0.92, sigma: 0.16, min: 0.65, max: 1.6 },
  sketch: (rng) => {
    const density = rng.uniform(0.5, 0.85);
    const wide = rng.uniform(0.115, 0.14);
    const whip = ([1, -1] as const).map((side) =>
      walk(
        { x: 0.44, y: side * 0.035, heading: side * rng.normal(1.5, 0.2) },
        rng.uniform(0.42, 0.6),
        9,
        () => side * rng.normal(0.75, 0.2),
      ),
    );
    const sacs = rng.bool(0.5) ? ([1, -1] as const).filter(() => rng.bool(0.9)).flatMap((side) => eggSac(rng, side)) : [];
    return bent(
      [
        tube(
          straight(0.46, 0, 0.02, 0, 12),
          profile(
            [0.25, 0.75, 1, 1, 0.85, 0.6].map((v) => v * wide),
            12,
          ),
          density,
          { rim: 0.22, grain: 0.25 },
        ),
        tube(straight(0.36, 0, 0.06, 0, 6), profile([0.03, 0.045, 0.025], 6), rng.uniform(0.2, 0.5), { grain: 0.5 }),
        tube(straight(0.02, 0, -0.06, 0, 3), [wide * 0.5, wide * 0.42, wide * 0.3], density * 0.9, { rim: 0.15 }),
        joints([0.18, 0.1], () => wide * 0.85, 0.15, 0.008),
        ellipse([0.42, 0, 0.022, 0.022], 0.8),
        ...tail(rng, -0.06, -0.4, wide * 0.3, density * 0.8),
        ...sacs,
        ...antennae(rng, whip, 0.02, 0.11),
      ],
      rng.normal(0, 0.25),
    );
  },
};

import type { Rng } from "@nauplius/domain";
import { arc, curve, profile, straight, walk } from "../draw/curves.ts";
import { bent } from "../draw/pose.ts";
import { ellipse, line, region, type Shape, strokes, tube } from "../draw/shapes.ts";
import type { TaxonModel } from "./model.ts";
import { eye, fan, fringe, limb } from "./parts.ts";

const feathered = (rng: Rng, x: number, y: number, heading: number, reach: number): Shape[] => {
  const stem = limb({ x, y, heading }, [0.12 * reach, 0.1 * reach], [0, 0.2], 0.06);
  const [ex, ey] = stem.path.slice(-2);
  const branches = [-0.3, 0.35].map((turn) => walk({ x: ex, y: ey, heading: heading + turn }, 0.24 * reach, 5, () => rng.normal(0, 0.4)));
  return [
    strokes(0.75, [stem, ...branches.map((b) => line(b, 0.03, 0.015))]),
    strokes(
      0.4,
      branches.flatMap((b) => fringe(rng, b, 0.13 * reach, 0.009, [1, -1])),
    ),
  ];
};

/** Evadne-like: one huge eye, a pointed brood pouch, swimming antennae. */
const cladoceran: TaxonModel = {
  taxon: "Cladocera",
  length: { median: 0.75, sigma: 0.2, min: 0.5, max: 1.4 },
  sketch: (rng) => {
    const density = rng.uniform(0.3, 0.6);
    const pointed = rng.uniform(0.1, 0.3);
    const pouch = curve([0.2, 0.16, -0.02, 0.3, -0.24, 0.28, -0.42 - pointed, 0.08, -0.34, -0.1, -0.12, -0.2, 0.12, -0.16], 40);
    const eggs = Array.from({ length: rng.int(4) }, () =>
      ellipse([rng.uniform(-0.25, -0.05), rng.uniform(0, 0.16), 0.07, 0.06, rng.uniform(0, 3)], 0.55, { rim: 0.2 }),
    );
    return [
      region(pouch, density * 0.55, { rim: 0.35, grain: 0.2 }),
      ellipse([0.02, -0.04, 0.26, 0.16, 0.2], density, { grain: 0.4 }),
      ellipse([0.3, 0, 0.15, 0.14], density * 0.8, { rim: 0.3 }),
      eye(0.34, -0.01, 0.1, 1.9),
      tube(curve([0.2, -0.04, 0, -0.06, -0.12, -0.12, -0.1, -0.24], 10), profile([0.04, 0.06, 0.05, 0.03], 10), 0.4, { grain: 0.5 }),
      ...eggs,
      ...feathered(rng, 0.16, 0.12, rng.normal(1.3, 0.3), 1),
      ...feathered(rng, 0.2, 0.08, rng.normal(0.9, 0.3), 0.9),
      strokes(
        0.6,
        [0.12, 0.06, 0, -0.06].map((x) => limb({ x, y: -0.16, heading: -1.4 + rng.normal(0, 0.2) }, [0.08, 0.08], [0, -0.6], 0.03)),
      ),
    ];
  },
};

/** A bivalved bean with a notch in front, dark and mottled. */
const ostracod: TaxonModel = {
  taxon: "Ostracoda",
  length: { median: 0.95, sigma: 0.28, min: 0.6, max: 2.4 },
  sketch: (rng) => {
    const density = rng.uniform(0.5, 0.95);
    const deep = rng.uniform(0.27, 0.33);
    const shell = curve(
      [
        0.34,
        -0.02,
        0.47,
        0.02,
        0.42,
        0.15,
        0.2,
        deep * 0.94,
        -0.12,
        deep,
        -0.4,
        deep * 0.7,
        -0.5,
        0.05,
        -0.42,
        -deep * 0.7,
        -0.1,
        -deep,
        0.22,
        -deep * 0.95,
        0.41,
        -0.14,
      ],
      70,
    );
    return [
      region(shell, density * 0.42, { rim: 0.45, grain: 0.15 }),
      ellipse([-0.03, 0, 0.42, deep * 0.86], density * 0.55, { grain: 0.35 }),
      ellipse([-0.12, 0.02, 0.2, 0.13, 0.2], rng.uniform(0.25, 0.7), { grain: 0.6 }),
      eye(0.26, 0.1, rng.uniform(0.015, 0.035), 0.9),
      strokes(0.5, [
        ...fan(rng, { x: 0.38, y: -0.03, heading: -0.25, spread: 0.8, count: 4, length: 0.2, width: 0.014 }),
        ...fan(rng, { x: -0.36, y: -deep * 0.65, heading: -2, spread: 0.5, count: 3, length: 0.1, width: 0.012 }),
      ]),
    ];
  },
};

const krillLegs = (rng: Rng): Shape[] => {
  const thoracic = Array.from({ length: 7 }, (_, i) => {
    const x = 0.33 - 0.045 * i;
    return limb({ x, y: -0.055, heading: -1.25 + 0.05 * i + rng.normal(0, 0.1) }, [0.055, 0.06, 0.05], [0, -0.45, -0.25], 0.012);
  });
  const swimming = [0.02, -0.06, -0.14, -0.21, -0.28].map((x) =>
    limb({ x, y: -0.045, heading: -1.7 + rng.normal(0, 0.12) }, [0.05, 0.05], [0, -0.3], 0.02),
  );
  return [
    strokes(0.55, [...thoracic, ...swimming]),
    strokes(
      0.35,
      thoracic.flatMap((l) => fringe(rng, l.path, 0.03, 0.004, [1, -1])),
    ),
  ];
};

/** Krill from the side: carapace with stalked eye, jointed abdomen, tail fan, long antennae. */
const krill: TaxonModel = {
  taxon: "Euphausiacea",
  length: { median: 4.6, sigma: 0.35, min: 2.5, max: 14 },
  sketch: (rng) => {
    const density = rng.uniform(0.55, 0.95);
    const plates = Array.from({ length: 6 }, (_, i) => {
      const x = 0.08 - 0.075 * i;
      const r = 0.062 - 0.005 * i;
      return tube(straight(x, 0, x - 0.07, 0, 3), [r * 0.96, r, r * 0.9], density * 0.8, { rim: 0.2, grain: 0.2 });
    });
    const telson = [0.22, 0.08, -0.08, -0.22].map((turn) =>
      tube(
        walk({ x: -0.37, y: 0, heading: Math.PI + turn }, 0.12, 4, () => 0),
        [0.012, 0.022, 0.02, 0.006],
        0.4,
      ),
    );
    const whips = [0.35, 0.12, -0.2].map((h) =>
      line(
        walk({ x: 0.42, y: 0, heading: h + rng.normal(0, 0.1) }, rng.uniform(0.2, 0.5), 8, () => rng.normal(0, 0.8)),
        0.014,
        0.004,
      ),
    );
    return bent(
      [
        tube(curve([0.4, 0, 0.25, 0, 0.08, 0.002], 9), profile([0.035, 0.07, 0.078, 0.066], 9), density, { rim: 0.25, grain: 0.25 }),
        region([0.38, 0.012, 0.47, 0.028, 0.4, 0.035], density * 0.7),
        ...plates,
        tube(curve([0.3, 0.01, 0.1, 0.012, -0.3, 0.01], 9), profile([0.035, 0.026, 0.012], 9), rng.uniform(0.25, 0.6), { grain: 0.5 }),
        eye(0.39, -0.03, 0.03, 2),
        ...telson,
        strokes(0.7, whips),
        ...krillLegs(rng),
      ],
      rng.normal(0.35, 0.4),
    );
  },
};

/** Hyperiid: the head is nearly all eye, the back arched, legs folded below. */
const amphipod: TaxonModel = {
  taxon: "Hyperiidea",
  length: { median: 2.2, sigma: 0.35, min: 1.2, max: 7 },
  sketch: (rng) => {
    const density = rng.uniform(0.38, 0.68);
    const segments = Array.from({ length: 9 }, (_, i) => {
      const x = 0.26 - 0.07 * i;
      const r = [0.14, 0.155, 0.16, 0.155, 0.14, 0.12, 0.1, 0.075, 0.055][i];
      return tube(straight(x, 0, x - 0.062, 0, 3), [r * 0.95, r, r * 0.95], density * 0.75, { rim: 0.25, grain: 0.25 });
    });
    const legs = Array.from({ length: 7 }, (_, i) =>
      limb({ x: 0.22 - 0.06 * i, y: -0.13, heading: -1.5 + (i - 3) * 0.14 + rng.normal(0, 0.1) }, [0.12, 0.12, 0.1], [0, 0.7, -1.3], 0.028),
    );
    const tailLegs = [0.3, 0, -0.3].map((turn) =>
      line(
        walk({ x: -0.36, y: 0, heading: Math.PI + turn }, 0.14, 4, () => 0),
        0.035,
        0.01,
      ),
    );
    return bent(
      [
        ellipse([0.36, -0.02, 0.12, 0.15], density, { rim: 0.3 }),
        ellipse([0.37, -0.02, 0.09, 0.12], 0.6, { grain: 0.2 }),
        ...segments,
        tube(straight(0.24, 0, -0.3, 0.01, 8), profile([0.05, 0.07, 0.03], 8), 0.35, { grain: 0.5 }),
        strokes(0.75, [...legs, ...tailLegs]),
        strokes(0.6, [line(arc({ x: 0.44, y: 0, rx: 0.1, ry: 0.06 }, 1.2, -0.6, 6), 0.014, 0.005)]),
      ],
      rng.uniform(0.5, 1.5) * -1,
    );
  },
};

export const crustaceans: readonly TaxonModel[] = [cladoceran, ostracod, krill, amphipod];

import type { Rng } from "@nauplius/domain";
import { curve, headingAt, pointAt, profile, straight, walk } from "../draw/curves.ts";
import { ellipse, line, strokes, tube } from "../draw/shapes.ts";
import type { TaxonModel } from "./model.ts";
import { eye, fan } from "./parts.ts";

/** Dense trunk, long ribbon tail with a notochord, bent in an arc or an S; sometimes in its house. */
const appendicularian: TaxonModel = {
  taxon: "Oikopleuridae",
  length: { median: 2.1, sigma: 0.32, min: 1, max: 5.5 },
  flat: true,
  sketch: (rng) => {
    const w = rng.uniform(0.032, 0.046);
    const [bow, twist] = [rng.normal(0, 1.6), rng.bool(0.45) ? rng.uniform(3, 6) * (rng.bool() ? 1 : -1) : rng.normal(0, 1.2)];
    const spine = walk(
      { x: 0.2, y: -0.05, heading: Math.PI + 0.9 + rng.normal(0, 0.35) },
      rng.uniform(0.7, 0.95),
      26,
      (s) => bow + twist * Math.sin(6.28 * s),
    );
    const house = rng.bool(0.12);
    return [
      tube(
        spine,
        profile(
          [0.7, 1, 1, 0.95, 0.75, 0.3].map((v) => v * w),
          26,
        ),
        rng.uniform(0.22, 0.4),
        { rim: 0.16, profile: "flat", grain: 0.15 },
      ),
      strokes(0.4, [line(spine, w * 0.55, w * 0.15)]),
      ellipse([0.27, 0, rng.uniform(0.12, 0.15), rng.uniform(0.068, 0.085)], rng.uniform(0.5, 0.8), { rim: 0.2, grain: 0.35 }),
      ellipse([0.19, 0.01, 0.065, 0.06], rng.uniform(0.5, 1.1), { grain: 0.5 }),
      ellipse([0.3, -0.005, 0.04, 0.03], 0.3, { grain: 0.4 }),
      ...(house
        ? [
            ellipse([0.1, 0, 0.55, 0.42, 0.3], 0.05, { rim: 0.08, profile: "flat", grain: 0.6 }),
            ellipse([0.2, 0.12, 0.2, 0.08, 0.4], 0.08, { grain: 0.8 }),
          ]
        : []),
    ];
  },
};

const rod = (rng: Rng, side: 1 | -1, spread: number, length: number): number[] =>
  curve([-0.32, side * 0.03, -0.12, side * (0.06 + spread * 0.16), length, side * (0.08 + spread * 0.42) + rng.normal(0, 0.015)], 10);

/** Easel-shaped larva: calcite rods in thin arms, body at the apex with gut. */
const pluteus: TaxonModel = {
  taxon: "pluteus<Echinodermata",
  length: { median: 0.8, sigma: 0.22, min: 0.55, max: 1.6 },
  sketch: (rng) => {
    const density = rng.uniform(0.32, 0.55);
    const opening = rng.uniform(0.55, 1.2);
    const arms = ([1, -1] as const).flatMap((side) => [
      rod(rng, side, opening, rng.uniform(0.5, 0.68)),
      rod(rng, side, opening * 0.62, rng.uniform(0.38, 0.5)),
      ...(rng.bool(0.6) ? [rod(rng, side, opening * 0.25, rng.uniform(0.25, 0.45))] : []),
    ]);
    return [
      ...arms.map((a) => tube(a, profile([0.04, 0.045, 0.034, 0.026, 0.018], 10), density * 0.55, { rim: 0.12, grain: 0.2 })),
      tube(straight(-0.36, 0, 0.04, 0, 10), profile([0.035, 0.1, 0.15, 0.17, 0.12], 10), density, { rim: 0.2, grain: 0.3 }),
      strokes(
        0.8,
        arms.map((a) => line(a, 0.018, 0.01)),
      ),
      ellipse([-0.08, 0, 0.11, 0.075], rng.uniform(0.3, 0.6), { grain: 0.4, rim: 0.15 }),
      ellipse([0.05, 0, 0.045, 0.04], 0.3, { grain: 0.3 }),
      ...arms.map((a) => ellipse([a[18], a[19], 0.018, 0.018], 0.35)),
    ];
  },
};

/** Sea butterfly: a coiled shell, seen flat, with the dark animal inside and sometimes its wings. */
const limacina: TaxonModel = {
  taxon: "Limacinidae",
  length: { median: 0.85, sigma: 0.25, min: 0.5, max: 2 },
  sketch: (rng) => {
    const turns = rng.uniform(2.3, 3);
    const n = 60;
    const at = (k: number): { a: number; r: number } => ({
      a: (k / (n - 1)) * turns * 2 * Math.PI,
      r: 0.34 * Math.exp(-1.5 * (1 - k / (n - 1)) * (turns / 2.6)),
    });
    const spiral = Array.from({ length: n }, (_, k) => [at(k).r * Math.cos(at(k).a), at(k).r * Math.sin(at(k).a)]).flat();
    const widths = Array.from({ length: n }, (_, k) => 0.42 * at(k).r);
    const density = rng.uniform(0.45, 0.8);
    const mouth = pointAt(spiral, n - 1);
    const out = headingAt(spiral, n - 1);
    const wings = rng.bool(0.45)
      ? [0.5, -0.7].map((turn) =>
          tube(
            walk({ x: mouth.x, y: mouth.y, heading: out + turn }, 0.36, 8, () => turn),
            profile([0.04, 0.1, 0.13, 0.07], 8),
            0.2,
            { rim: 0.12, profile: "flat" },
          ),
        )
      : [];
    return [
      ...wings,
      ellipse([0, 0, 0.1, 0.1], density),
      tube(spiral, widths, density, { rim: 0.42, grain: 0.25 }),
      tube(
        spiral.slice(40),
        widths.slice(20).map((r) => r * 0.55),
        rng.uniform(0.3, 0.6),
        { grain: 0.5 },
      ),
      strokes(0.55, [
        line(
          spiral.map(
            (v, i) =>
              v + 0.42 * at(Math.floor(i / 2)).r * (i % 2 === 0 ? Math.cos(at(Math.floor(i / 2)).a) : Math.sin(at(Math.floor(i / 2)).a)),
          ),
          0.012,
          0.022,
        ),
      ]),
    ];
  },
};

/** Bristle worm: many segments, each with a pair of chaetae tufts. */
const polychaete: TaxonModel = {
  taxon: "Polychaeta",
  length: { median: 2.4, sigma: 0.4, min: 1, max: 7 },
  sketch: (rng) => {
    const n = 13 + rng.int(8);
    const w = rng.uniform(0.045, 0.065);
    const density = rng.uniform(0.35, 0.6);
    const spine = walk({ x: 0.45, y: 0, heading: Math.PI }, 0.95, n, (s) => rng.normal(0, 0.8) + 1.4 * Math.sin(5 * s));
    const half = (i: number): number => w * (i === 0 ? 0.8 : 1 - 0.65 * (i / n) ** 1.6);
    const segments = Array.from({ length: n - 1 }, (_, i) =>
      tube(spine.slice(2 * i, 2 * i + 4), [half(i), half(i) * 0.92], density, { rim: 0.2, grain: 0.25 }),
    );
    const tufts = Array.from({ length: n - 2 }, (_, k) => k + 1).flatMap((i) =>
      [1, -1].flatMap((side) => {
        const { x, y } = pointAt(spine, i);
        const heading = headingAt(spine, i) + side * 1.35;
        const foot = half(i) * 1.25;
        return fan(rng, {
          x: x + foot * Math.cos(heading),
          y: y + foot * Math.sin(heading),
          heading,
          spread: 0.7,
          count: 4,
          length: 0.1,
          width: 0.006,
        });
      }),
    );
    const feet = Array.from({ length: n - 2 }, (_, k) => k + 1).flatMap((i) =>
      [1, -1].map((side) => {
        const { x, y } = pointAt(spine, i);
        return line(
          walk({ x, y, heading: headingAt(spine, i) + side * 1.35 }, half(i) * 1.5, 3, () => 0),
          half(i) * 0.7,
          half(i) * 0.35,
        );
      }),
    );
    return [
      ...segments,
      strokes(density, feet),
      strokes(0.35, tufts),
      tube(
        spine,
        Array.from({ length: n }, (_, i) => half(i) * 0.35),
        0.3,
        { grain: 0.5 },
      ),
      eye(0.45, w * 0.4, 0.012, 1),
      eye(0.45, -w * 0.4, 0.012, 1),
      strokes(0.5, fan(rng, { x: 0.47, y: 0, heading: 0, spread: 1.6, count: 4, length: 0.1, width: 0.014 })),
    ];
  },
};

export const softBodied: readonly TaxonModel[] = [appendicularian, pluteus, limacina, polychaete];

import type { Rng } from "@nauplius/domain";
import { walk } from "../draw/curves.ts";
import { ellipse, line, type Shape, strokes } from "../draw/shapes.ts";
import { type Instrument, kept } from "../render/instruments.ts";
import { paint } from "../render/paint.ts";
import type { Stamp } from "./stamp.ts";

const speck = (rng: Rng): Shape[] =>
  rng.bool(0.75)
    ? [ellipse([0, 0, 0.5, rng.uniform(0.25, 0.5)], rng.uniform(0.2, 1.6), { grain: 0.5 })]
    : [
        strokes(rng.uniform(0.5, 1.2), [
          line(
            walk({ x: -0.5, y: 0, heading: 0 }, 1, 8, () => rng.normal(0, 2)),
            0.09,
          ),
        ]),
      ];

/** Specks and lint that pass the threshold but stay below half of the smallest object's area. */
export const drawDust = (instrument: Instrument, count: number, rng: Rng): Stamp[] =>
  Array.from({ length: count }, (_, i) => i).flatMap((i) => {
    const each = rng.fork(i);
    const longest = Math.sqrt(instrument.minArea / 2);
    const look = { angle: each.uniform(0, 6.28), mirrored: false, foreshorten: 1, density: 1, blur: each.uniform(0.6, 1.2) };
    const painted = paint(speck(each), instrument, { ...look, lengthPixels: each.uniform(3, longest) }, each);
    if (painted === undefined) return [];
    const { grey, width, height, mask } = painted;
    const { labels, box, area, holes } = mask;
    return [{ width, height, grey: grey.map((v, k) => kept(instrument, labels[k] === 1, v)), labels, box, area, holes, parts: [] }];
  });

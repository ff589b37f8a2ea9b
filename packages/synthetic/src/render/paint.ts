import type { Rng } from "@nauplius/domain";
import { blur, type Spans, spansOf } from "../draw/blur.ts";
import { createCanvas } from "../draw/canvas.ts";
import { draw } from "../draw/draw.ts";
import { boundsOf, moved, posed } from "../draw/pose.ts";
import type { Shape } from "../draw/shapes.ts";
import { type Instrument, isObject, toneOf } from "./instruments.ts";
import { largestObject, type Mask } from "./mask.ts";

/** One object without noise, on an image just large enough. */
export type Painted = { readonly grey: Uint8Array; readonly width: number; readonly height: number; readonly mask: Mask };

export type Appearance = {
  /** Body length, pixels. */
  readonly lengthPixels: number;
  readonly angle: number;
  readonly mirrored: boolean;
  readonly foreshorten: number;
  /** Factor on all depths: how opaque this individual is. */
  readonly density: number;
  /** Standard deviation, pixels. */
  readonly blur: number;
};

/** Interference around opaque edges: a bright ring, then a faint dark one. Negative depth is more light than the ground. */
const addRings = (depth: Float32Array, width: number, height: number, strength: number, spans: Spans): void => {
  const near = depth.slice();
  const far = depth.slice();
  blur(near, width, height, 1.6, { from: spans.from.slice(), to: spans.to.slice() });
  blur(far, width, height, 2.6, spans);
  for (let i = 0; i < depth.length; i++) depth[i] += strength * (depth[i] - near[i]) - 0.35 * strength * (near[i] - far[i]);
};

/** Rings, the blur's tail and one free pixel all round. */
const borderOf = (instrument: Instrument, sigma: number): number => Math.ceil(3 + 3 * sigma + (instrument.rings > 0 ? 7 : 0));

/** @returns undefined when nothing passes the threshold */
export const paint = (shapes: readonly Shape[], instrument: Instrument, look: Appearance, rng: Rng): Painted | undefined => {
  const placed = posed(shapes, { ...look, scale: look.lengthPixels });
  const bounds = boundsOf(placed);
  const border = borderOf(instrument, look.blur);
  const width = Math.ceil(bounds.width) + 2 * border;
  const height = Math.ceil(bounds.height) + 2 * border;
  const canvas = createCanvas(width, height, look.lengthPixels * 0.035, rng.fork("grain"));
  for (const shape of moved(placed, border - bounds.x, border - bounds.y)) draw(canvas, shape);
  const depth = canvas.body;
  const [tissue, edges] = [look.density * instrument.tissue, look.density * instrument.edges];
  for (let i = 0; i < depth.length; i++) depth[i] = tissue * depth[i] + edges * canvas.rim[i];
  const spans = spansOf(depth, width, height);
  blur(depth, width, height, look.blur, spans);
  if (instrument.rings > 0) addRings(depth, width, height, instrument.rings, spans);
  return toGrey({ depth, width, height, spans }, instrument);
};

type Depths = { depth: Float32Array; width: number; height: number; spans: Spans };

const toGrey = ({ depth, width, height, spans }: Depths, instrument: Instrument): Painted | undefined => {
  const tone = toneOf(instrument);
  const grey = new Uint8Array(depth.length).fill(instrument.background);
  const on = new Uint8Array(depth.length);
  const passes = Uint8Array.from({ length: 256 }, (_, v) => (isObject(instrument, v) ? 1 : 0));
  for (let y = 0; y < height; y++) {
    const end = y * width + spans.to[y];
    for (let i = y * width + spans.from[y]; i < end; i++) {
      const v = tone(depth[i]);
      grey[i] = v;
      on[i] = passes[v];
    }
  }
  const mask = largestObject(on, width, height);
  return mask === undefined ? undefined : { grey, width, height, mask };
};

import type { Rng } from "@nauplius/domain";
import type { Box } from "../draw/pose.ts";
import type { Instrument } from "../render/instruments.ts";
import { largestObject } from "../render/mask.ts";
import { drawObject } from "../render/object.ts";
import { componentsOf } from "../render/runs.ts";
import { taxonModel } from "../taxa/catalogue.ts";

/** An individual inside a stamp, before it was placed. */
export type Part = { readonly taxon: string; readonly lengthMm: number; readonly box: Box; readonly area: number };

/** What is pressed into a whole image: greys without noise, and which pixels are object (1), hole (2) or ground (0). */
export type Stamp = {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
  readonly labels: Uint8Array;
  readonly box: Box;
  readonly area: number;
  readonly holes: number;
  /** One individual, or two that touch. */
  readonly parts: readonly Part[];
};

export const stampOf = (instrument: Instrument, wanted: { taxon: string; lengthMm?: number }, rng: Rng): Stamp => {
  const o = drawObject(taxonModel(wanted.taxon), { instrument, rng, margin: 0.08, ground: "bare", lengthMm: wanted.lengthMm });
  const part = { taxon: o.taxon, lengthMm: o.lengthMm, box: o.box, area: o.area };
  return { width: o.width, height: o.height, grey: o.image, labels: o.mask, box: o.box, area: o.area, holes: o.holes, parts: [part] };
};

/** First or last labelled column of a row; every row of a connected object's box has one. */
const edgeColumn = ({ labels, width }: Stamp, row: number, last: boolean): number => {
  const cells = labels.subarray(row * width, (row + 1) * width);
  return last ? cells.findLastIndex((v) => v !== 0) : cells.findIndex((v) => v !== 0);
};

/** How far `b` must move right, and down, so that it just touches `a` from the right without overlap. */
const contact = (a: Stamp, b: Stamp): { dx: number; dy: number } => {
  const dy = Math.round(a.box.y + a.box.height / 2 - b.box.y - b.box.height / 2);
  const from = Math.max(a.box.y, b.box.y + dy);
  const to = Math.min(a.box.y + a.box.height, b.box.y + b.box.height + dy);
  let dx = Number.NEGATIVE_INFINITY;
  for (let y = from; y < to; y++) dx = Math.max(dx, edgeColumn(a, y, true) - edgeColumn(b, y - dy, false) + 1);
  return { dx, dy };
};

/** Two stamps side by side in one: their masks touch, so that a segmentation finds one object. */
export const joined = (a: Stamp, b: Stamp, instrument: Instrument): Stamp => {
  const { dx, dy } = contact(a, b);
  const [x0, y0] = [Math.min(0, dx), Math.min(0, dy)];
  const width = Math.max(a.width, dx + b.width) - x0;
  const height = Math.max(a.height, dy + b.height) - y0;
  const grey = new Uint8Array(width * height).fill(instrument.background);
  const on = new Uint8Array(width * height);
  const press = (s: Stamp, left: number, top: number): void => {
    for (let y = 0; y < s.height; y++) {
      for (let x = 0; x < s.width; x++) {
        const [i, j] = [y * s.width + x, (y + top) * width + x + left];
        grey[j] = instrument.sense === "dark" ? Math.min(grey[j], s.grey[i]) : Math.max(grey[j], s.grey[i]);
        if (s.labels[i] === 1) on[j] = 1;
      }
    }
  };
  press(a, -x0, -y0);
  press(b, dx - x0, dy - y0);
  const mask = largestObject(on, width, height);
  if (mask === undefined) throw new RangeError("two empty stamps cannot touch");
  const shifted = (s: Stamp, left: number, top: number): Part[] =>
    s.parts.map((p) => ({ ...p, box: { ...p.box, x: p.box.x + left, y: p.box.y + top } }));
  const parts = [...shifted(a, -x0, -y0), ...shifted(b, dx - x0, dy - y0)];
  return { width, height, grey, labels: mask.labels, box: mask.box, area: mask.area, holes: mask.holes, parts };
};

/** Runs of the filled mask at a place of the whole image: row, first column, column after the last, for each run. */
export const runsAt = (stamp: Stamp, left: number, top: number): Int32Array => {
  const filled = stamp.labels.map((v) => (v === 0 ? 0 : 1));
  const runs = componentsOf(filled, stamp.width, stamp.height, 1, 1);
  const flat = new Int32Array(3 * runs.count);
  for (let n = 0; n < runs.count; n++) flat.set([runs.row[n] + top, runs.from[n] + left, runs.to[n] + left], 3 * n);
  return flat;
};

import { GROUND } from "../../region.ts";
import type { Scratch } from "./scratch.ts";
import type { Shape } from "./shape.ts";

/** Length of ImageJ's traced outline of the filled object, px: the crack between object and ground is walked on the lattice of pixel
 *  corners (object 8-connected), straight runs add up, and each corner takes 2 - sqrt(2) off, unless the run before it is one pixel long
 *  and the corner before it was counted. Where corners begin to be counted matters on staircases: at the right end of the top run, as in
 *  the wand of that version. Several parts (8-connected) have the sum of their outlines; the shape is told whether it is one.
 *  Source: ImageJ 1.41o, wand and traced perimeter; 1 px -> 2.828, 2 x 2 -> 5.657. */
export function tracedPerimeter(shape: Shape, scratch: Scratch): number {
  const { labels, stride, size, first } = shape;
  let tops = 0;
  for (let i = stride; i < size; i++) if (labels[i] !== GROUND && labels[i - stride] === GROUND) tops++;
  trace(labels, stride, stride + 1 + first, undefined);
  shape.single = walked.tops === tops;
  return shape.single ? walked.length : sumOfParts(labels, stride, size, scratch);
}

/** What the last walk found: length, and how many upper pixel edges it passed. */
const walked = { length: 0, tops: 0 };

function sumOfParts(labels: Uint8Array, stride: number, size: number, scratch: Scratch): number {
  const seen = scratch.bytes("outline", size);
  seen.fill(0, 0, size);
  let length = 0;
  for (let i = stride; i < size; i++) {
    if (labels[i] === GROUND || labels[i - stride] !== GROUND || seen[i] === 1) continue;
    trace(labels, stride, i, seen);
    length += walked.length;
  }
  return length;
}

const CORNER = 2 - Math.SQRT2;

/** Walks one outline clockwise with the object on the right hand. @param start - a pixel whose left and upper edges are the outline's
 *  @param seen - marks the pixels whose upper edges are passed, where asked for */
function trace(labels: Uint8Array, stride: number, start: number, seen: Uint8Array | undefined): void {
  let end = start;
  while (labels[end] !== GROUND) end++;
  // A vertex is named by the pixel to its lower right. Steps: 0 right, 1 down, 2 left, 3 up.
  const from = end;
  let [at, step] = [from, 0];
  let [steps, corners, run, counted, tops] = [0, 0, 2, false, 0];
  do {
    const next = turn(labels, stride, at, step);
    if (next !== step) {
      counted = run > 1 || !counted;
      if (counted) corners++;
      run = 0;
    }
    if (next === 0) {
      tops++;
      if (seen !== undefined) seen[at] = 1;
    }
    at += next === 0 ? 1 : next === 1 ? stride : next === 2 ? -1 : -stride;
    step = next;
    steps++;
    run++;
  } while (at !== from || step !== 0);
  walked.length = steps - corners * CORNER;
  walked.tops = tops;
}

/** The step after the one that led to the vertex: left where the object lies there (8-connected), else on, else right. */
function turn(labels: Uint8Array, stride: number, at: number, step: number): number {
  const left = step === 0 ? at - stride : step === 1 ? at : step === 2 ? at - 1 : at - stride - 1;
  if (labels[left] !== GROUND) return (step + 3) & 3;
  const right = step === 0 ? at : step === 1 ? at - 1 : step === 2 ? at - stride - 1 : at - stride;
  return labels[right] !== GROUND ? step : (step + 1) & 3;
}

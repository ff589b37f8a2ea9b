import { GROUND, OBJECT } from "../../region.ts";
import { type Ellipse, ellipseOf } from "../shape/ellipse.ts";
import { eachPart, INSIDE, type Part } from "../shape/parts.ts";
import type { Scratch } from "../shape/scratch.ts";
import type { Shape } from "../shape/shape.ts";
import { darkPlane } from "./counts.ts";
import { equalAcross, equalDown, isodata, thicknessOf } from "./mirror.ts";
import { rotate, type Square } from "./rotation.ts";

/** Pixels that equal their mirror across one axis and the other, halved and over the area (ground counts as equal, so the values are
 *  above 1 and grow with elongation), and how much thicker than its mean the object is at most. */
export type Symmetry = { h: number; v: number; thickness: number };

/** The largest part of the object's pixels at most `grey` (all of it with 255) is laid amid a square 1.2 diagonals wide, turned until its
 *  long axis lies flat, and compared with its mirrors. Source: ZooProcess 8 over ImageJ 1.41o.
 *  @param step - px between the columns in which the thickness is taken */
export function symmetryOf(shape: Shape, grey: number, step: number, scratch: Scratch, out: Symmetry): void {
  const part = largestPart(shape, grey, scratch);
  const turned = rotate(squareOf(part, scratch), part.angle + 180, scratch);
  out.h = equalAcross(turned) / 2 / part.area;
  out.v = equalDown(turned, isodata(turned, scratch)) / 2 / part.area;
  out.thickness = thicknessOf(turned, step);
}

/** `pixels`: 0 where the part is dark enough, 255 in its holes and around it, as large as its box; (cx, cy): its middle in the box. */
type Largest = Part & Ellipse & { cx: number; cy: number; pixels: Uint8Array };

/** The part of the largest filled area, the first of several. */
function largestPart(shape: Shape, grey: number, scratch: Scratch): Largest {
  if (grey === 255 && shape.single) return wholeObject(shape, scratch);
  const plane = darkPlane(shape, grey, scratch);
  const pixels = scratch.bytes("largest", shape.size);
  const largest: Largest = { ...noPart, ...noEllipse, cx: 0, cy: 0, pixels };
  eachPart(plane, shape.stride, shape.size, scratch, (part) => {
    if (part.area <= largest.area) return;
    Object.assign(largest, part);
    keep(shape, plane, grey, largest);
  });
  return largest;
}

/** Nothing to look for: the object is its own largest part. */
function wholeObject(shape: Shape, scratch: Scratch): Largest {
  const { labels, size, width, height, area, holes } = shape;
  const plane = scratch.bytes("dark", size);
  for (let i = 0; i < size; i++) plane[i] = labels[i] === GROUND ? 0 : INSIDE;
  const whole = {
    x: 1,
    y: 1,
    width,
    height,
    area,
    solid: area - holes,
    ...noEllipse,
    cx: 0,
    cy: 0,
    pixels: scratch.bytes("largest", size),
  };
  keep(shape, plane, 255, whole);
  return whole;
}

const noPart: Part = { x: 0, y: 0, width: 0, height: 0, area: 0, solid: 0 };
const noEllipse: Ellipse = { major: 0, minor: 0, angle: 0 };

/** Copies the part's pixels and takes its moments, holes included. */
function keep({ labels, greys, stride }: Shape, plane: Uint8Array, grey: number, part: Largest): void {
  const { x, y, width, height, area, pixels } = part;
  let [sx, sy, sxx, sxy, syy] = [0, 0, 0, 0, 0];
  for (let v = 0; v < height; v++) {
    const from = (y + v) * stride + x;
    const to = v * width;
    for (let u = 0; u < width; u++) {
      pixels[to + u] = 255;
      if (plane[from + u] !== INSIDE) continue;
      if (labels[from + u] === OBJECT && greys[from + u] <= grey) pixels[to + u] = 0;
      sx += u;
      sy += v;
      sxx += u * u;
      sxy += u * v;
      syy += v * v;
    }
  }
  ellipseOf({ n: area, sx, sy, sxx, sxy, syy }, 1 / 12, true, part);
  part.cx = sx / area + 0.5;
  part.cy = sy / area + 0.5;
}

/** The part amid a square of side 1.2 diagonals, both cut to whole pixels. */
function squareOf({ width, height, cx, cy, pixels }: Largest, scratch: Scratch): Square {
  const diagonal = 1.2 * Math.hypot(width, height);
  const side = Math.trunc(diagonal);
  const [left, top] = [Math.trunc(diagonal / 2 - cx), Math.trunc(diagonal / 2 - cy)];
  const square = scratch.bytes("square", side * side);
  square.fill(255, 0, side * side);
  for (let v = 0; v < height; v++) {
    const y = top + v;
    if (y < 0 || y >= side) continue;
    for (let u = 0; u < width; u++) {
      const x = left + u;
      if (x >= 0 && x < side) square[y * side + x] = pixels[v * width + u];
    }
  }
  const within = (v: number): number => Math.min(side - 1, Math.max(0, v));
  return { side, pixels: square, x0: within(left), y0: within(top), x1: within(left + width - 1), y1: within(top + height - 1) };
}

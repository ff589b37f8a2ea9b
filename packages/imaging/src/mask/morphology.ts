import type { MorphologyStep } from "@nauplius/domain";
import type { Mask } from "./codec.ts";

/** A structuring element: for each row (dy), the columns [from, to] of it, relative to its origin. */
export type Element = readonly { readonly dy: number; readonly from: number; readonly to: number }[];

/** All pixels whose centres are at most `radius` from the origin's. */
export const discElement = (radius: number): Element =>
  Array.from({ length: 2 * Math.floor(radius) + 1 }, (_, i) => {
    const dy = i - Math.floor(radius);
    const reach = Math.floor(Math.sqrt(radius * radius - dy * dy));
    return { dy, from: -reach, to: reach };
  });

/** width x height pixels; of an even size the origin lies right of and below the middle. */
export const boxElement = (width: number, height: number): Element =>
  Array.from({ length: height }, (_, i) => ({
    dy: i - (height >> 1),
    from: -(width >> 1),
    to: width - 1 - (width >> 1),
  }));

/** The ellipse inscribed in width x height pixels, as OpenCV draws it (MORPH_ELLIPSE): what PlanktoScope's segmenter uses, 8 x 8. */
export const ellipseElement = (width: number, height: number): Element => {
  const [r, c] = [height >> 1, width >> 1];
  return Array.from({ length: height }, (_, i) => {
    const dy = i - r;
    const reach = r === 0 ? c : Math.round(c * Math.sqrt(Math.max(0, r * r - dy * dy)) * (1 / r));
    return { dy, from: -Math.min(reach, c), to: Math.min(reach, width - 1 - c) };
  });
};

/** Sets every pixel that a run of `on` reaches with the element's row: [x + from, x + to] for each pixel x of it. */
const spread = (
  on: Uint8Array,
  out: Uint8Array,
  at: { row: number; to: number; width: number },
  reach: { from: number; to: number },
): void => {
  const { width } = at;
  const end = (at.row + 1) * width;
  for (let i = on.indexOf(1, at.row * width); i >= 0 && i < end; i = on.indexOf(1, i)) {
    const first = i;
    while (i < end && on[i] === 1) i++;
    const from = Math.max(0, first - at.row * width + reach.from);
    const to = Math.min(width, i - at.row * width + reach.to);
    if (from < to) out.fill(1, at.to * width + from, at.to * width + to);
    if (i === end) break;
  }
};

/** A pixel is object where the element, laid on some object pixel, covers it. Outside of the plane there is ground. */
export function dilate({ width, height, on }: Mask, element: Element): Mask {
  const out = new Uint8Array(on.length);
  for (const { dy, from, to } of element) {
    for (let y = Math.max(0, -dy); y < Math.min(height, height - dy); y++) spread(on, out, { row: y, to: y + dy, width }, { from, to });
  }
  return { width, height, on: out };
}

/** A pixel stays object where the element, laid on it, covers object pixels only. Outside of the plane there is object, as in OpenCV. */
export function erode({ width, height, on }: Mask, element: Element): Mask {
  const ground = on.map((v) => (v === 0 ? 1 : 0));
  const mirrored = element.map(({ dy, from, to }) => ({ dy: -dy, from: -to, to: -from }));
  const lost = dilate({ width, height, on: ground }, mirrored);
  return { width, height, on: lost.on.map((v) => 1 - v) };
}

export const opened = (mask: Mask, element: Element): Mask => dilate(erode(mask, element), element);
export const closed = (mask: Mask, element: Element): Mask => erode(dilate(mask, element), element);

const apply = { erode, dilate, open: opened, close: closed } as const;

const elementOf = (element: MorphologyStep["element"]): Element => {
  if ("disc" in element) return discElement(element.disc);
  return "box" in element ? boxElement(...element.box) : ellipseElement(...element.ellipse);
};

/** The mask after one step behind the other. */
export const stepped = (mask: Mask, steps: readonly MorphologyStep[]): Mask =>
  steps.reduce((before, { step, element }) => apply[step](before, elementOf(element)), mask);

import {
  boxElement,
  closed,
  dilate,
  discElement,
  type Element,
  ellipseElement,
  erode,
  type Mask,
  opened,
  type Threshold,
} from "@nauplius/imaging";
import type { MorphologyStep } from "../profile.ts";

const elementOf = (element: MorphologyStep["element"]): Element => {
  if ("disc" in element) return discElement(element.disc);
  return "box" in element ? boxElement(...element.box) : ellipseElement(...element.ellipse);
};

const apply = { erode, dilate, open: opened, close: closed } as const;

/** Threshold and steps of one image: 255 where the object is, 0 elsewhere. */
export function steppedPlane(
  greys: Uint8Array,
  size: { readonly width: number; readonly height: number },
  { level, sense }: Threshold,
  steps: readonly MorphologyStep[],
): Uint8Array {
  const on = greys.map((v) => (v <= level === (sense === "dark") ? 1 : 0));
  const mask = steps.reduce<Mask>((before, { step, element }) => apply[step](before, elementOf(element)), { ...size, on });
  return mask.on.map((v) => (v === 0 ? 0 : 255));
}

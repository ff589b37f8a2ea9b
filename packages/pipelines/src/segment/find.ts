import { setImmediate } from "node:timers/promises";
import {
  type Arena,
  type Box,
  type Component,
  createStripLabeller,
  filledArea,
  inReadingOrder,
  judge,
  type Kernels,
  type Rules,
  type Runs,
  type Threshold,
} from "@nauplius/imaging";
import type { FoundObject } from "./object.tasks.ts";
import { createRejectedList, type Rejected } from "./rejected.ts";

/** A whole image on even ground in the kernels' memory: address of its first pixel, and the part in which objects are looked for. */
export type EvenImage = { readonly kernels: Kernels; readonly arena: Arena; readonly at: number; readonly frame: Box };

export type Found = {
  readonly objects: readonly FoundObject[];
  readonly rejected: Rejected;
  /** Share of the frame that is object. */
  readonly dark: number;
  /** The largest component, whatever it is. */
  readonly largest: Component | null;
};

export type FindOptions = {
  readonly image: string;
  /** Pixels of a row of the whole image. */
  readonly width: number;
  readonly threshold: Threshold;
  readonly rules: Rules;
  readonly signal?: AbortSignal;
};

/** Rows between two looks at the event loop. */
const rowsAtOnce = 512;

/** Objects inside of the frame of an even image, numbered in reading order. */
export async function findObjects({ kernels, arena, at, frame }: EvenImage, options: FindOptions): Promise<Found> {
  const { width, threshold, rules, signal } = options;
  const list: (Component & { runs: Runs })[] = [];
  const rejected = createRejectedList(rules.minArea);
  let pixels = 0;
  let largest: Component | null = null;
  const onObject = (component: Component, runs: () => Runs): void => {
    const placed = { ...component, x: component.x + frame.x, y: component.y + frame.y, startX: component.startX + frame.x };
    if (!component.nested) pixels += component.pixels;
    if (largest === null || filledArea(placed) > filledArea(largest)) largest = placed;
    const why = judge(component, rules);
    if (why === undefined) list.push({ ...placed, runs: moved(runs(), frame) });
    else rejected.add(placed, why);
  };
  const labeller = createStripLabeller(kernels, arena, { width: frame.width, threshold, onObject });
  for (let y = 0; y < frame.height; y += rowsAtOnce) {
    signal?.throwIfAborted();
    labeller.rows(at + (frame.y + y) * width + frame.x, Math.min(rowsAtOnce, frame.height - y), width);
    await setImmediate();
  }
  labeller.finish();
  const objects = list.sort(inReadingOrder).map((found, n) => ({ ...found, number: n + 1, image: options.image }));
  return { objects, rejected: rejected.result(), dark: pixels / (frame.width * frame.height), largest };
}

function moved(runs: Runs, { x, y }: Box): Runs {
  for (let n = 0; n < runs.length; n += 3) {
    runs[n] += y;
    runs[n + 1] += x;
    runs[n + 2] += x;
  }
  return runs;
}

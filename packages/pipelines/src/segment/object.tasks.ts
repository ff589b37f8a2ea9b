import {
  type Component,
  cutVignette,
  encodeMask,
  esdOfArea,
  filledArea,
  type Picture,
  type Runs,
  regionOf,
  type VignetteLook,
} from "@nauplius/imaging";
import { encodePng } from "../vignette/encode.ts";
import { enginesFor } from "./engines.ts";
import type { EngineChoice, SegmentedObject } from "./object.ts";

/** Greys that several threads read: rows [top, bottom) of an image or a stream; row y lies at place y modulo `rows`. */
export type SharedPlane = {
  readonly memory: ArrayBufferLike;
  /** Address of row 0. */
  readonly at: number;
  readonly width: number;
  readonly rows: number;
  readonly top: number;
  readonly bottom: number;
};

export type FoundObject = Component & { readonly number: number; readonly image: string; readonly runs: Runs };

export type ObjectBatch = {
  readonly plane: SharedPlane;
  readonly objects: readonly FoundObject[];
  readonly look: VignetteLook;
  readonly sense: "dark" | "bright";
  readonly engines: EngineChoice;
};

const pictureOf = ({ memory, at, width, rows, top, bottom }: SharedPlane): Picture => {
  const bytes = new Uint8Array(memory);
  return { width, top, bottom, row: (y) => bytes.subarray(at + (y % rows) * width, at + (y % rows) * width + width) };
};

/** Cuts, measures and encodes objects of one plane. While the encoder works on one, the next is measured. */
export async function cutObjects({ plane, objects, look, sense, engines }: ObjectBatch): Promise<SegmentedObject[]> {
  const picture = pictureOf(plane);
  const { measure } = enginesFor(engines);
  const pending: Promise<SegmentedObject>[] = [];
  for (const found of objects) {
    const { number, image, startX, holes, runs } = found;
    const box = { x: found.x, y: found.y, width: found.width, height: found.height };
    const cut = cutVignette(box, runs, picture, look);
    const mask = encodeMask(cut.mask);
    const encoded = encodePng({ data: cut.grey, width: cut.width, height: cut.height, channels: 1 });
    const features = measure(regionOf(box, runs, picture, sense));
    const area = filledArea(found);
    const fields = { number, image, box, startX, area, holes, esd: esdOfArea(area, engines.pixelSize), mask, features };
    const object = encoded.then(({ bytes, width, height }) => ({ ...fields, vignette: { bytes, width, height, box: cut.box } }));
    // Whoever fails first is told below; the others must not be unhandled.
    object.catch(() => undefined);
    pending.push(object);
    // A few images wait for the encoder at most.
    if (pending.length >= 8) await pending[pending.length - 8];
  }
  return Promise.all(pending);
}

/** Loads what a thread needs before there is work. */
export const warm = (choice: EngineChoice): void => {
  enginesFor(choice);
};

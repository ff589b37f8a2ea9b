import {
  type Box,
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
import { enginesFor } from "./engines.ts";
import { greyPng } from "./grey-png.ts";
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

/** Cuts, measures and encodes objects of one plane. */
export function cutObjects({ plane, objects, look, sense, engines }: ObjectBatch): SegmentedObject[] {
  const picture = pictureOf(plane);
  const { measure } = enginesFor(engines);
  return objects.map((found) => {
    const { number, image, startX, holes, runs, x, y, width, height } = found;
    const box = { x, y, width, height };
    const cut = cutVignette(box, runs, picture, look);
    const area = filledArea(found);
    return {
      ...{ number, image, box, startX, area, holes, esd: esdOfArea(area, engines.pixelSize) },
      vignette: { bytes: greyPng(cut.grey, cut.width, cut.height), width: cut.width, height: cut.height, box: cut.box },
      mask: encodeMask(cut.mask),
      features: measure(regionOf(box, runs, picture, sense)),
    };
  });
}

export type TileRow = { readonly plane: SharedPlane; readonly boxes: readonly Box[] };

/** Encodes parts of a plane as grey PNGs. */
export function encodeTiles({ plane, boxes }: TileRow): Uint8Array[] {
  const picture = pictureOf(plane);
  return boxes.map(({ x, y, width, height }) => {
    const grey = new Uint8Array(width * height);
    for (let row = 0; row < height; row++) grey.set(picture.row(y + row).subarray(x, x + width), row * width);
    return greyPng(grey, width, height);
  });
}

/** Loads what a thread needs before there is work. */
export const warm = (choice: EngineChoice): void => {
  enginesFor(choice);
};

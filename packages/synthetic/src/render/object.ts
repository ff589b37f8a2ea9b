import type { Rng } from "@nauplius/domain";
import type { Box } from "../draw/pose.ts";
import { drawLength, type TaxonModel } from "../taxa/model.ts";
import { crop, type Ground } from "./crop.ts";
import type { Instrument } from "./instruments.ts";
import { type Painted, paint } from "./paint.ts";

/** One object with everything that is true about it. */
export type SyntheticObject = {
  readonly taxon: string;
  readonly instrument: Instrument["name"];
  /** um */
  readonly pixelSize: number;
  readonly image: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** 1 object, 2 hole inside it, 0 ground; as large as the image. The filled mask is where it is not 0. */
  readonly mask: Uint8Array;
  /** Bounding box of the mask in the image. */
  readonly box: Box;
  /** Filled area and the holes in it, pixels. */
  readonly area: number;
  readonly holes: number;
  /** Diameter of the disc of the filled area, mm. */
  readonly esdMm: number;
  /** Body length without appendages, mm. */
  readonly lengthMm: number;
};

export type ObjectOptions = {
  readonly instrument: Instrument;
  readonly rng: Rng;
  /** mm; drawn from the taxon's distribution, among those the instrument sees, when absent */
  readonly lengthMm?: number;
  /** Share of the bounding box left free on each side. */
  readonly margin?: number;
  readonly ground?: Ground;
};

/** What is too small or too faint for the instrument is not kept, as at sea; each try is a little larger and more opaque. */
const maxTries = 12;

const attempt = (model: TaxonModel, options: ObjectOptions, tries: number): { painted: Painted; lengthMm: number } | undefined => {
  const { instrument } = options;
  const rng = options.rng.fork(tries);
  const patience = 1 + tries / maxTries;
  const smallest = (instrument.minLength * instrument.pixelSize * patience) / 1000;
  const drawn = options.lengthMm ?? drawLength(model, rng);
  const lengthMm = options.lengthMm === undefined && drawn < smallest ? smallest * rng.uniform(1, 1.6) : drawn;
  const [sharp, soft] = instrument.focus;
  const look = {
    lengthPixels: (lengthMm * 1000) / instrument.pixelSize,
    angle: rng.uniform(0, 2 * Math.PI),
    mirrored: rng.bool(),
    foreshorten: model.flat === true ? 1 : 1 - 0.25 * rng.next() ** 2,
    density: Math.exp(rng.normal(0, 0.16)) * patience,
    blur: sharp + (soft - sharp) * rng.next() ** 3,
  };
  const painted = paint(model.sketch(rng.fork("sketch")), instrument, look, rng);
  if (painted === undefined) return undefined;
  const tooSmall = painted.mask.area < instrument.minArea && options.lengthMm === undefined;
  return tooSmall && tries < maxTries - 1 ? undefined : { painted, lengthMm };
};

/** Draws one object of a taxon. The same rng (by its identity, not its state) gives the same bytes. */
export const drawObject = (model: TaxonModel, options: ObjectOptions): SyntheticObject => {
  const { instrument } = options;
  for (let tries = 0; tries < maxTries; tries++) {
    const found = attempt(model, options, tries);
    if (found === undefined) continue;
    const { area, holes } = found.painted.mask;
    return {
      taxon: model.taxon,
      instrument: instrument.name,
      pixelSize: instrument.pixelSize,
      ...crop(found.painted, instrument, {
        margin: options.margin ?? 0.2,
        ground: options.ground ?? "clear",
        rng: options.rng.fork("noise"),
      }),
      area,
      holes,
      esdMm: (2 * Math.sqrt(area / Math.PI) * instrument.pixelSize) / 1000,
      lengthMm: found.lengthMm,
    };
  }
  throw new RangeError(`${model.taxon} of ${options.lengthMm ?? "any"} mm leaves nothing above the threshold of ${instrument.name}`);
};

import { asWritten, compatEngine, type Region } from "@nauplius/imaging";
import { instruments } from "../render/instruments.ts";
import type { SyntheticObject } from "../render/object.ts";

const engine = compatEngine({ pixelSize: instruments.zooscan.pixelSize });
const values = new Float64Array(engine.names.length);

/** ZooProcess columns (without `object_`), in the order of EcoTaxa tables. */
export const measuredColumns: readonly string[] = engine.names;

export type Measured = Record<string, number>;

/** What ZooProcess writes of an object whose box lies at `origin` of its scan; NaN where there is no value. Bright objects are turned
 *  round (255 - grey) first. */
export const measure = (object: SyntheticObject, origin: { bx: number; by: number }): Measured => {
  engine.measure(regionOf(object, origin), values);
  return Object.fromEntries(engine.names.map((name, at) => [name, asWritten(name, values[at])]));
};

const regionOf = ({ image, mask, width, height, box, instrument }: SyntheticObject, { bx, by }: { bx: number; by: number }): Region => ({
  x: bx - box.x,
  y: by - box.y,
  width,
  height,
  grey: instruments[instrument].sense === "bright" ? image.map((v) => 255 - v) : image,
  mask: mask.map((label) => (label === 1 ? 1 : 0)),
});

import type { Region } from "../../region.ts";
import { type Ellipse, ellipseOf } from "./ellipse.ts";
import { emptyGreys, greysOf, kurtosisOf, sampleDeviation, skewnessOf } from "./greys.ts";
import { type Extents, extentsOf, type Hull, hullOf } from "./hull.ts";
import { createScratch, type Scratch } from "./scratch.ts";
import { emptyShape, prepareShape, type Shape } from "./shape.ts";
import { emptySums, type Sums, sumShape } from "./sums.ts";

/** Numbers by name. */
export type Columns = Record<string, number>;

/** What the engines work from: kept buffers and the object at hand. */
export type Bench = {
  readonly scratch: Scratch;
  readonly shape: Shape;
  readonly sums: Sums;
  /** Hull of the pixel centres, and the ends of the rows; of the object that was laid out last. */
  hull: Hull;
  extents: Extents;
};

export const createBench = (): Bench => {
  const none = new Int32Array(0);
  const scratch = createScratch();
  return { scratch, shape: emptyShape(), sums: emptySums(), hull: { count: 0, x: none, y: none }, extents: { left: none, right: none } };
};

/** Prepares the object of a region. @returns false where there is none */
export function layOut(bench: Bench, region: Region): boolean {
  const { scratch, shape, sums } = bench;
  if (!prepareShape(region, shape, scratch)) return false;
  sumShape(shape, sums);
  bench.extents = extentsOf(shape, scratch);
  bench.hull = hullOf(bench.extents, shape.height, 0, scratch);
  return true;
}

const greys = emptyGreys();
const ellipse: Ellipse = { major: 0, minor: 0, angle: 0 };

/** Columns that have the same formula in every ImageJ dialect. */
export function measureBase({ shape, sums }: Bench, c: Columns): void {
  greysOf(sums.filled, greys);
  ellipseOf(sums, 1 / 12, true, ellipse);
  c.area = shape.area;
  c.mean = greys.mean;
  c.stddev = sampleDeviation(greys);
  c.mode = greys.mode;
  c.min = greys.min;
  c.max = greys.max;
  c.x = sums.sx / sums.n + sums.ox + 0.5;
  c.y = sums.sy / sums.n + sums.oy + 0.5;
  c.xm = sums.svx / sums.sv + sums.ox + 0.5;
  c.ym = sums.svy / sums.sv + sums.oy + 0.5;
  c.bx = shape.bx;
  c.by = shape.by;
  c.width = shape.width;
  c.height = shape.height;
  c.major = ellipse.major;
  c.minor = ellipse.minor;
  c.angle = ellipse.angle;
  c.intden = greys.sum;
  c.median = greys.median;
  c.skew = skewnessOf(greys);
  c.kurt = kurtosisOf(greys);
  c["%area"] = (100 * shape.holes) / shape.area;
  c.xstart = shape.bx + shape.first;
  c.ystart = shape.by;
  c.area_exc = shape.area - shape.holes;
}

export const circularity = (area: number, perimeter: number): number => (4 * Math.PI * area) / (perimeter * perimeter);

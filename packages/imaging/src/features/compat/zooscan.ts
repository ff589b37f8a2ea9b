import { type Bench, type Columns, circularity, measureBase } from "../shape/bench.ts";
import { hullOf, maxFeret } from "../shape/hull.ts";
import { tracedPerimeter } from "../shape/outline.ts";
import { radii, sausageDimension } from "../shape/sausage.ts";
import { skeletonArea } from "../shape/skeleton.ts";
import type { ChamferRoom } from "./chamfer-room.ts";
import { type ConvexRaster, convexRaster } from "./convex.ts";
import { darkParts } from "./counts.ts";
import { deriveZooscan } from "./derived.ts";
import { sausageAreas } from "./fractal.ts";
import { type Symmetry, symmetryOf } from "./symmetry.ts";
import { contrastOf, cumulativeGreys, nextOccurring, slopeOf } from "./texture.ts";

/** From this width / height on an object is a line of the scanner: ZooProcess leaves the columns after area_exc at 0. */
const LINE = 40;
/** Smallest part that nb1 and nb2 count, px. */
const SMALLEST = 5;

const areas = new Float64Array(radii.length);
const cumulative = new Int32Array(3);
const symmetry: Symmetry = { h: 0, v: 0, thickness: 0 };

/** Columns between area_exc and tag; those that ZooProcess 8 never fills are 0, nb3 by a bug of it. */
const advanced: readonly string[] = [
  ...["fractal", "skelarea", "slope", "histcum1", "histcum2", "histcum3", "xmg5", "ymg5", "nb1", "nb2", "nb3"],
  ...["compentropy", "compmean", "compslope", "compm1", "compm2", "compm3"],
  ...["symetrieh", "symetriev", "symetriehc", "symetrievc", "convperim", "convarea", "fcons", "thickr"],
];

/** Columns of ZooProcess 8 for the ZooScan. @param step - px between the columns where thickness is taken */
export function measureZooscan(bench: Bench, room: ChamferRoom, step: number, c: Columns): void {
  const { shape, scratch, extents } = bench;
  measureBase(bench, c);
  c["perim."] = tracedPerimeter(shape, scratch);
  c["circ."] = circularity(c.area, c["perim."]);
  c.feret = maxFeret(hullOf(extents, shape.height, 1, scratch));
  for (const name of advanced) c[name] = 0;
  const isLine = shape.width / shape.height >= LINE;
  if (!isLine) measureAdvanced(bench, room, step, c);
  c.tag = isLine ? 3 : 1;
  deriveZooscan(c);
}

const raster: ConvexRaster = { area: 0, outline: 0 };

function measureAdvanced({ shape, sums, scratch, hull, extents }: Bench, room: ChamferRoom, step: number, c: Columns): void {
  sausageAreas(shape, room, areas);
  c.fractal = sausageDimension(areas);
  c.skelarea = skeletonArea(shape, scratch, "1.41o");
  c.slope = slopeOf(sums.solid);
  cumulativeGreys(sums.solid, cumulative);
  c.histcum1 = cumulative[0];
  c.histcum2 = cumulative[1];
  c.histcum3 = nextOccurring(sums.solid, cumulative[2]);
  c.fcons = contrastOf(shape, sums.solid, cumulative, scratch);
  c.nb1 = darkParts(shape, c.histcum1, SMALLEST, scratch);
  c.nb2 = darkParts(shape, c.histcum2, SMALLEST, scratch);
  symmetryOf(shape, c.histcum3, step, scratch, symmetry);
  c.symetriehc = symmetry.h;
  c.symetrievc = symmetry.v;
  symmetryOf(shape, 255, step, scratch, symmetry);
  c.symetrieh = symmetry.h;
  c.symetriev = symmetry.v;
  c.thickr = symmetry.thickness;
  convexRaster(hull, extents, shape.height, scratch, raster);
  c.convperim = raster.outline;
  c.convarea = raster.area;
}

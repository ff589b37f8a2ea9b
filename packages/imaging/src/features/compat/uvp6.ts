import { type Bench, type Columns, circularity, measureBase } from "../shape/bench.ts";
import { skeletonArea } from "../shape/skeleton.ts";
import { circleDiameter, openContour } from "./contour.ts";
import { darkParts } from "./counts.ts";
import { deriveUvp6 } from "./derived.ts";
import { slopeOf, wholeCumulativeGreys } from "./texture.ts";

const cumulative = new Int32Array(3);

/** Columns of UVPapp as far as their definitions are known exactly (its fractal, symetrie*, fcons, thickr and convarea are not).
 *  Positions are in the region's frame: the vignette, which UVPapp makes three boxes wide and high. */
export function measureUvp6(bench: Bench, c: Columns): void {
  const { shape, sums, scratch, hull } = bench;
  measureBase(bench, c);
  c.x += shape.bx;
  c.y += shape.by;
  c.xm = c.x - 0.5;
  c.ym = c.y - 0.5;
  c["perim."] = openContour(shape);
  c["circ."] = circularity(c.area, c["perim."]);
  c.feret = circleDiameter(hull);
  c["%area"] = (100 * (shape.area - shape.holes)) / shape.area;
  c.area_exc = shape.holes;
  c.skelarea = skeletonArea(shape, scratch, "today");
  c.slope = slopeOf(sums.solid);
  wholeCumulativeGreys(sums.solid, cumulative);
  for (let k = 0; k < 3; k++) {
    c[`histcum${k + 1}`] = cumulative[k];
    c[`nb${k + 1}`] = darkParts(shape, cumulative[k], 1, scratch);
  }
  c.convperim = 2 * (shape.width + shape.height) - 4;
  deriveUvp6(c);
}

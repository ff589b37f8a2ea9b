import type { Columns } from "../shape/bench.ts";
import { asWritten, round, TABLE, wholeAsWritten } from "./rounding.ts";

/** ZooScan's rule: the derived columns come from what was written, rounded to whole numbers (half up); only the mean keeps its two
 *  decimals. The numbers themselves are not rounded. What has no value (0 / 0, or no area left) is NaN. Source: ZooProcess 8. */
export function deriveZooscan(c: Columns): void {
  const whole = (name: string): number => wholeAsWritten(name, c[name]);
  const mean = asWritten("mean", c.mean);
  const [perim, feret, major] = [whole("perim."), whole("feret"), whole("major")];
  const [deviation, range, exc] = [whole("stddev"), c.max - c.min, c.area_exc];
  const centroids = Math.hypot(whole("xm") - whole("x"), whole("ym") - whole("y"));
  c.esd = 2 * Math.sqrt(c.area / Math.PI);
  c.elongation = major / whole("minor");
  c.range = range;
  c.meanpos = (mean - c.max) / (mean - c.min);
  c.centroids = centroids;
  c.cv = (100 * deviation) / mean;
  c.sr = (deviation / range) * 100;
  c.perimareaexc = perim / Math.sqrt(exc);
  c.feretareaexc = feret / Math.sqrt(exc);
  c.perimferet = perim / feret;
  c.perimmajor = perim / major;
  c.circex = (4 * Math.PI * exc) / perim ** 2;
  c.cdexc = centroids / Math.sqrt(exc);
}

/** UVPapp's rule: from the numbers as they are written (three decimals for axes and greys); ratios over the area without holes are 0
 *  where that column is 0. */
export function deriveUvp6(c: Columns): void {
  const range = c.max - c.min;
  const exc = c.area_exc;
  const [major, deviation, mean] = [round(c.major, TABLE), round(c.stddev, TABLE), c.mean];
  c.elongation = major / round(c.minor, TABLE);
  c.range = range;
  c.meanpos = (c.mean - c.max) / (c.mean - c.min);
  c.cv = (100 * deviation) / mean;
  c.sr = (100 * deviation) / range;
  c.perimareaexc = exc === 0 ? 0 : c["perim."] / Math.sqrt(exc);
  c.feretareaexc = exc === 0 ? 0 : c.feret / Math.sqrt(exc);
  c.perimferet = c["perim."] / c.feret;
  c.perimmajor = c["perim."] / major;
  c.circex = (4 * Math.PI * exc) / c["perim."] ** 2;
  c.kurt_mean = round(c.kurt, TABLE) / mean;
  c.skew_mean = round(c.skew, TABLE) / mean;
  deriveMore(c);
}

/** The ratios that only the UVP and generic writers add; those of columns that UVPapp keeps to itself are left out. */
function deriveMore(c: Columns): void {
  const range = c.max - c.min;
  c.convperim_perim = c.convperim / c["perim."];
  for (const k of ["nb1", "nb2", "nb3"]) {
    c[`${k}_area`] = c[k] / c.area;
    c[`${k}_range`] = c[k] / range;
  }
  c.median_mean = c.median - c.mean;
  c.median_mean_range = (c.median - c.mean) / range;
  c.skeleton_area = c.skelarea / c.area;
}

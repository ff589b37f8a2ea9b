import type { SyntheticObject } from "../render/object.ts";
import { type Greys, greysOf } from "./greys.ts";
import { feretOf, outlineOf, tracedPerimeter } from "./outline.ts";

/** ZooProcess columns (without `object_`) that follow exactly from mask and greys, in the order of EcoTaxa tables. */
export const measuredColumns = [
  ...["area", "mean", "stddev", "mode", "min", "max", "x", "y", "xm", "ym", "perim.", "bx", "by", "width", "height", "major", "minor"],
  ...["angle", "circ.", "feret", "intden", "median", "skew", "kurt", "%area", "xstart", "ystart", "area_exc"],
  ...["esd", "elongation", "range", "meanpos", "centroids", "cv", "sr", "perimareaexc", "feretareaexc", "perimferet", "perimmajor"],
  ...["circex", "cdexc"],
] as const;

export type Measured = Record<string, number>;

type Geometry = { n: number; holes: number; x: number; y: number; xm: number; ym: number; u20: number; u02: number; u11: number };

/** This package measures its own truth on purpose: it judges `imaging`, so it must not be computed by it. */
export const measure = (object: SyntheticObject, origin: { bx: number; by: number }): Measured => {
  const { mask, width, box } = object;
  const histogram = new Uint32Array(256);
  const g = momentsOf(object, histogram);
  const greys = greysOf(histogram);
  const isObject = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < box.width && y < box.height && mask[(y + box.y) * width + x + box.x] !== 0;
  let first = 0;
  while (!isObject(first, 0)) first++;
  const corners = outlineOf(isObject, { x: first, y: 0 });
  const base = columns(g, greys, { perimeter: tracedPerimeter(corners), feret: feretOf(corners) });
  const rounded = {
    ...base,
    bx: origin.bx,
    by: origin.by,
    width: box.width,
    height: box.height,
    xstart: origin.bx + first,
    ystart: origin.by,
  };
  return { ...rounded, ...derived(rounded) };
};

/** Sums over the filled mask, relative to the corner of its box; pixel centres lie at halves. */
const momentsOf = ({ image, mask, width, box }: SyntheticObject, histogram: Uint32Array): Geometry => {
  const sum = { n: 0, holes: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0, v: 0, vx: 0, vy: 0 };
  for (let y = 0; y < box.height; y++) {
    const start = (y + box.y) * width + box.x;
    let n = 0;
    let sx = 0;
    let sv = 0;
    for (let x = 0; x < box.width; x++) {
      const label = mask[start + x];
      if (label === 0) continue;
      const v = image[start + x];
      if (label === 2) sum.holes++;
      n++;
      histogram[v]++;
      sx += x;
      sum.xx += x * x;
      sv += v;
      sum.vx += v * (x + 0.5);
    }
    sum.n += n;
    sum.x += sx;
    sum.y += n * y;
    sum.yy += n * y * y;
    sum.xy += sx * y;
    sum.v += sv;
    sum.vy += sv * (y + 0.5);
  }
  const [n, mx, my] = [sum.n, sum.x / sum.n, sum.y / sum.n];
  const moments = { u20: sum.xx / n - mx * mx + 1 / 12, u02: sum.yy / n - my * my + 1 / 12, u11: sum.xy / n - mx * my };
  return { n, holes: sum.holes, x: mx + 0.5, y: my + 0.5, xm: sum.vx / sum.v, ym: sum.vy / sum.v, ...moments };
};

/** The ellipse of the same second moments, scaled to the mask's area; angle in degrees, counter-clockwise from +x. */
const ellipseOf = ({ n, u20, u02, u11 }: Geometry): { major: number; minor: number; angle: number } => {
  const [half, spread] = [(u20 + u02) / 2, Math.sqrt(((u20 - u02) / 2) ** 2 + u11 * u11)];
  const [a, b] = [4 * Math.sqrt(half + spread), 4 * Math.sqrt(Math.max(0, half - spread))];
  const scale = Math.sqrt((4 * n) / (Math.PI * a * b));
  const angle = (0.5 * Math.atan2(-2 * u11, u20 - u02) * 180) / Math.PI;
  return { major: a * scale, minor: b * scale, angle: angle < 0 ? angle + 180 : Math.abs(angle) };
};

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

const columns = (g: Geometry, greys: Greys, outline: { perimeter: number; feret: number }) => {
  const e = ellipseOf(g);
  return {
    area: g.n,
    mean: round(greys.mean, 2),
    stddev: round(greys.stddev, 3),
    mode: greys.mode,
    min: greys.min,
    max: greys.max,
    x: round(g.x, 2),
    y: round(g.y, 2),
    xm: round(g.xm, 2),
    ym: round(g.ym, 2),
    "perim.": round(outline.perimeter, 2),
    major: round(e.major, 1),
    minor: round(e.minor, 1),
    angle: round(e.angle, 1),
    "circ.": round((4 * Math.PI * g.n) / outline.perimeter ** 2, 3),
    feret: round(outline.feret, 1),
    intden: greys.intden,
    median: greys.median,
    skew: round(greys.skew, 3),
    kurt: round(greys.kurt, 3),
    "%area": round((100 * g.holes) / g.n, 2),
    area_exc: g.n - g.holes,
  };
};

/** ZooScan's writer feeds the derived columns with integers (reference/morphology, 1.3). */
const derived = (b: ReturnType<typeof columns>) => {
  const [area, exc, major, minor] = [b.area, b.area_exc, Math.round(b.major), Math.round(b.minor)];
  const [perim, feret, range, stddev] = [Math.round(b["perim."]), Math.round(b.feret), b.max - b.min, Math.round(b.stddev)];
  const centroids = Math.hypot(Math.round(b.xm) - Math.round(b.x), Math.round(b.ym) - Math.round(b.y));
  return {
    esd: 2 * Math.sqrt(area / Math.PI),
    elongation: major / minor,
    range,
    meanpos: (b.mean - b.max) / (b.mean - b.min),
    centroids,
    cv: (100 * stddev) / b.mean,
    sr: (100 * stddev) / range,
    perimareaexc: perim / Math.sqrt(exc),
    feretareaexc: feret / Math.sqrt(exc),
    perimferet: perim / feret,
    perimmajor: perim / major,
    circex: (4 * Math.PI * exc) / perim ** 2,
    cdexc: centroids / Math.sqrt(exc),
  };
};

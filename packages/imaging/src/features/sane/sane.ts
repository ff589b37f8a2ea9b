import { featuresBy } from "@nauplius/domain";
import type { Region } from "../../region.ts";
import type { FeatureEngine } from "../engine.ts";
import { type Bench, type Columns, circularity, createBench, layOut, measureBase } from "../shape/bench.ts";
import { type Ellipse, ellipseOf } from "../shape/ellipse.ts";
import { entropyOf, quantileOf } from "../shape/greys.ts";
import { hullOf, maxFeret, minFeret } from "../shape/hull.ts";
import { skeletonArea, skeletonPlane } from "../shape/skeleton.ts";
import { convexArea } from "./convex.ts";
import { type Focus, focusOf } from "./focus.ts";
import { huMoments } from "./hu.ts";
import { convexCrofton, croftonPerimeter, eulerNumber, mirrorOverlap } from "./outline.ts";
import { type Distances, measureDistances } from "./sausage.ts";
import { type Texture, textureOf } from "./texture.ts";

/** Names that the sane engine gives, in the order of the catalogue. */
export const saneNames: readonly string[] = featuresBy("sane");

/** Features as one would define them today, from numbers that nothing was rounded in: the catalogue says each. Lengths are pixels; times the
 *  pixel size they are micrometres (domain, inMicrometres). */
export function saneEngine(): FeatureEngine {
  const names = saneNames;
  const bench = createBench();
  const columns: Columns = {};
  return {
    names,
    measure: (region, out) => {
      if (!layOut(bench, region)) return false;
      measureSane(bench, region, columns);
      for (let i = 0; i < names.length; i++) {
        const value = columns[names[i]];
        out[i] = Number.isFinite(value) ? value : Number.NaN;
      }
      return true;
    },
  };
}

const hu = new Float64Array(7);
const points: Ellipse = { major: 0, minor: 0, angle: 0 };
const focus: Focus = { sharpness: 0, edge: 0 };
const texture: Texture = { contrast: 0, correlation: 0, energy: 0, homogeneity: 0, entropy: 0 };
const distances: Distances = { fractal: 0, thickest: 0, thickness: 0 };

function measureSane(bench: Bench, region: Region, c: Columns): void {
  measureBase(bench, c);
  measureForm(bench, c);
  measureSymmetry(bench, c);
  measureInner(bench, c);
  measureGreys(bench, region, c);
}

function measureForm({ shape, sums, scratch, hull, extents }: Bench, c: Columns): void {
  const corners = hullOf(extents, shape.height, 1, scratch);
  ellipseOf(sums, 0, false, points);
  huMoments(sums, hu);
  c.perimeter = croftonPerimeter(shape);
  c.circularity = circularity(c.area, c.perimeter);
  c.feret = maxFeret(corners);
  c.feret_min = minFeret(corners);
  c.convexity = convexCrofton(hull, shape) / c.perimeter;
  c.axis_major = points.major;
  c.axis_minor = points.minor;
  c.eccentricity = points.major === 0 ? 0 : Math.sqrt(1 - (points.minor / points.major) ** 2);
  c.aspect = c.major / c.minor;
  c.extent = c.area / (shape.width * shape.height);
  c.area_convex = convexArea(extents, shape.height, scratch);
  c.solidity = c.area / c.area_convex;
  c.euler = eulerNumber(shape);
  for (let k = 0; k < 7; k++) c[`hu${k + 1}`] = hu[k];
  c.esd = 2 * Math.sqrt(c.area / Math.PI);
}

/** The ellipse's angle has y upwards, the rows go down. */
function measureSymmetry({ shape, sums }: Bench, c: Columns): void {
  const radians = (-c.angle * Math.PI) / 180;
  const [mx, my] = [sums.sx / sums.n + sums.ox, sums.sy / sums.n + sums.oy];
  c.symmetry_long = mirrorOverlap(shape, mx, my, radians);
  c.symmetry_short = mirrorOverlap(shape, mx, my, radians + Math.PI / 2);
}

function measureInner({ shape, scratch }: Bench, c: Columns): void {
  c.skeleton_length = skeletonArea(shape, scratch, "today");
  const skeleton = skeletonPlane(scratch, shape.size);
  c.skeleton_ends = endsOf(skeleton, shape.stride, shape.size);
  measureDistances(shape, skeleton, scratch, distances);
  c.fractal_edt = distances.fractal;
  c.thickness_max = distances.thickest;
  c.thickness_mean = distances.thickness;
}

/** Pixels of the skeleton with one neighbour on it. */
function endsOf(plane: Uint8Array, stride: number, size: number): number {
  let ends = 0;
  for (let at = stride + 1; at < size - stride - 1; at++) {
    if (plane[at] === 0) continue;
    let near = -1;
    for (let dy = -stride; dy <= stride; dy += stride) for (let dx = -1; dx <= 1; dx++) if (plane[at + dy + dx] !== 0) near++;
    if (near === 1) ends++;
  }
  return ends;
}

function measureGreys({ shape, sums, scratch }: Bench, region: Region, c: Columns): void {
  const { n, sx, sy, sv, svx, svy, filled } = sums;
  const darkness = 255 * n - sv;
  c.centroid_shift = Math.hypot((255 * sx - svx) / darkness - sx / n, (255 * sy - svy) / darkness - sy / n);
  c.range = c.max - c.min;
  c.meanpos = (c.mean - c.max) / (c.mean - c.min);
  c.variation = (100 * c.stddev) / c.mean;
  c.grey_q25 = quantileOf(filled, n, 0.25);
  c.grey_q75 = quantileOf(filled, n, 0.75);
  c.grey_entropy = entropyOf(filled, n);
  focusOf(shape, region, scratch, focus);
  c.sharpness = focus.sharpness;
  c.edge_gradient = focus.edge;
  textureOf(shape, texture);
  c.texture_contrast = texture.contrast;
  c.texture_correlation = texture.correlation;
  c.texture_energy = texture.energy;
  c.texture_homogeneity = texture.homogeneity;
  c.texture_entropy = texture.entropy;
}

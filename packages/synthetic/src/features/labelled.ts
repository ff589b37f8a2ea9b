import { createRng, type Rng } from "@nauplius/domain";
import { taxonModels } from "../taxa/catalogue.ts";
import { coastalTow } from "../taxa/mix.ts";
import { type Latent, latents } from "./latents.ts";

/** Features of a labelled row, in this order; units as in ZooProcess tables (px, px², grey levels). */
export const labelledColumns = [
  ...["area", "mean", "stddev", "min", "max", "perim.", "width", "height", "major", "minor", "angle", "circ.", "feret", "intden"],
  ...["median", "skew", "kurt", "%area", "area_exc", "esd", "elongation", "range", "meanpos", "cv", "sr", "perimferet", "perimmajor"],
] as const;

export type LabelledChunk = {
  readonly rows: number;
  /** rows x labelledColumns, row after row */
  readonly features: Float32Array;
  /** Index into `labelledTaxa`. */
  readonly taxon: Uint16Array;
  /** Samples differ in their mix and, a little, in their light: a split by sample is harder than one by row. */
  readonly sample: Uint16Array;
};

export const labelledTaxa: readonly string[] = taxonModels.map((model) => model.taxon);

export type LabelledOptions = { readonly samples?: number; readonly chunkRows?: number };

/** Rows with labels but without pixels, for projects of a million objects: drawn around what real drawings measure. */
export function* labelledFeatures(n: number, seed: number | string, options: LabelledOptions = {}): Generator<LabelledChunk> {
  const { samples = 60, chunkRows = 10_000 } = options;
  const rng = createRng(seed).fork("labelled");
  const hauls = Array.from({ length: samples }, (_, i) => haulOf(rng.fork("haul").fork(i)));
  for (let done = 0, chunk = 0; done < n; done += chunkRows, chunk++) {
    const rows = Math.min(chunkRows, n - done);
    const source = rng.fork(chunk);
    const features = new Float32Array(rows * labelledColumns.length);
    const taxon = new Uint16Array(rows);
    const sample = new Uint16Array(rows);
    for (let row = 0; row < rows; row++) {
      sample[row] = source.int(samples);
      const haul = hauls[sample[row]];
      taxon[row] = drawIndex(haul.cumulative, source.next());
      writeRow(features.subarray(row * labelledColumns.length), parameters[taxon[row]], haul.light, source);
    }
    yield { rows, features, taxon, sample };
  }
}

const parameters: readonly (readonly Latent[])[] = labelledTaxa.map((taxon) => {
  const found = latents.get(taxon);
  if (found === undefined) throw new RangeError(`${taxon} has a drawing but no measured features: add it to latents.ts`);
  return found;
});

type Haul = { readonly cumulative: Float64Array; readonly light: number };

const haulOf = (rng: Rng): Haul => {
  const cumulative = new Float64Array(labelledTaxa.length);
  let total = 0;
  for (let k = 0; k < cumulative.length; k++) {
    total += (coastalTow[labelledTaxa[k]] ?? 0) * Math.exp(rng.normal(0, 0.7));
    cumulative[k] = total;
  }
  return { cumulative: cumulative.map((v) => v / total), light: rng.normal(0, 3) };
};

const drawIndex = (cumulative: Float64Array, share: number): number => {
  let k = 0;
  while (k < cumulative.length - 1 && cumulative[k] <= share) k++;
  return k;
};

const writeRow = (out: Float32Array, p: readonly Latent[], light: number, rng: Rng): void => {
  const draw = (i: number): number => p[i][0] + p[i][1] * rng.normal();
  const area = Math.max(631, Math.round(Math.exp(draw(0))));
  const root = Math.sqrt(area);
  const elongation = Math.exp(Math.max(0.01, draw(1)));
  const major = Math.sqrt((4 * area * elongation) / Math.PI);
  const minor = major / elongation;
  const perimeter = Math.max(3.54 * root, root * Math.exp(draw(2)));
  const feret = Math.max(major, root * Math.exp(draw(3)));
  const opacity = rng.normal();
  const mean = Math.min(238, Math.max(30, p[4][0] + p[4][1] * opacity + light));
  const stddev = Math.max(3, p[5][0] - 0.5 * p[5][1] * opacity + 0.87 * p[5][1] * rng.normal());
  const min = Math.min(mean - 2, Math.max(0, Math.round(p[6][0] + p[6][1] * (0.6 * opacity + 0.8 * rng.normal()))));
  const skew = draw(7);
  const holes = Math.min(60, Math.max(0, Math.exp(draw(9)) - 0.01));
  const angle = 180 * rng.next();
  const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const max = Math.max(mean + 2, 243 + rng.int(6));
  const values = [
    area,
    mean,
    stddev,
    min,
    max,
    perimeter,
    Math.hypot(feret * c, minor * s),
    Math.hypot(feret * s, minor * c),
    major,
    minor,
    angle,
  ];
  out.set(values);
  const median = Math.min(max, Math.max(min, mean - (skew * stddev) / 6));
  out.set([(4 * Math.PI * area) / perimeter ** 2, feret, area * mean, median, skew, draw(8), holes, area * (1 - holes / 100)], 11);
  const range = max - min;
  out.set(
    [2 * Math.sqrt(area / Math.PI), elongation, range, (mean - max) / (mean - min), (100 * stddev) / mean, (100 * stddev) / range],
    19,
  );
  out.set([perimeter / feret, perimeter / major], 25);
};

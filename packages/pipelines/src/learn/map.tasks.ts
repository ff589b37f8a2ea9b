import { createRng } from "@nauplius/domain";
import { fitPreparation, makeTable, percents, project as projectFeatures, weightedPca } from "@nauplius/ecology";
import {
  drawLandmarks,
  indexRows,
  type MapTable,
  nearRows,
  placeAmong,
  principalComponents,
  project,
  type RowIndex,
  type Rows,
} from "@nauplius/ml";
import { UMAP } from "umap-js";
import { mapPreparation } from "./map-preparation.ts";

/** Components that neighbours are looked for in: the rest is mostly noise, and costs. */
const mostAxes = 32;
/** Components are learnt from so many rows at most. */
const learners = 20_000;
/** UMAP lays out so many rows at most; the others are placed among them. */
const mostLandmarks = 15_000;

export type Reduced = Rows & { readonly percent: readonly [number, number]; readonly features?: readonly string[] };

/** The table on its principal components, those of most variance first; null: it has less than two directions. */
export function reduce({ table, seed }: { table: MapTable; seed: number }): Reduced | null {
  return "columns" in table ? reduceFeatures(table.names, table.columns) : reduceVectors(table.values, table.length, seed);
}

function reduceVectors(vectors: Int8Array, columns: number, seed: number): Reduced | null {
  const rows = vectors.length / columns;
  const values = new Float32Array(vectors.length);
  for (let i = 0; i < vectors.length; i++) values[i] = (vectors[i] ?? 0) / 127;
  const drawn = drawLandmarks(rows, learners, createRng(seed).fork("components"));
  const sample = { values: pick({ values, length: columns }, drawn), rows: drawn.length, columns };
  const components = principalComponents(sample, mostAxes);
  const length = components.vectors.length / columns;
  if (length < 2) return null;
  const variances = variancesOf({ values: project(sample, components), length });
  const total = variancesOf({ values: sample.values, length: columns }).reduce((sum, v) => sum + v, 0);
  const share = (axis: number): number => (total === 0 ? 0 : (100 * (variances[axis] ?? 0)) / total);
  return { values: project({ values, rows, columns }, components), length, percent: [share(0), share(1)] };
}

function reduceFeatures(names: readonly string[], columns: readonly Float32Array[]): Reduced | null {
  const { prepared, frozen } = fitPreparation(makeTable(names, columns), mapPreparation(names));
  const features = frozen.rules.map(({ feature }) => feature);
  if (features.length < 2) return null;
  const pca = weightedPca(features, prepared.columns, new Float64Array(prepared.rows.length).fill(1));
  const length = Math.min(mostAxes, features.length);
  const [first = 0, second = 0] = percents(pca);
  return { values: Float32Array.from(projectFeatures(pca, prepared.columns, length)), length, percent: [first, second], features };
}

function pick({ values, length }: Rows, rows: readonly number[]): Float32Array {
  const picked = new Float32Array(rows.length * length);
  for (const [at, row] of rows.entries()) picked.set(values.subarray(row * length, (row + 1) * length), at * length);
  return picked;
}

function variancesOf({ values, length }: Rows): number[] {
  const n = values.length / length;
  return Array.from({ length }, (_, axis) => {
    let [sum, squares] = [0, 0];
    for (let i = axis; i < values.length; i += length) {
      const value = values[i] ?? 0;
      sum += value;
      squares += value * value;
    }
    return squares / n - (sum / n) ** 2;
  });
}

export type Laid = { readonly rows: number[]; readonly places: Float32Array };

/** UMAP (McInnes et al. 2018, arXiv:1802.03426) of the landmarks, from where their first two components put them: the same seed gives the same map. */
export function layLandmarks({ values, length, seed, neighbours }: Rows & { readonly seed: number; readonly neighbours: number }): Laid {
  const table = { values, length };
  const random = createRng(seed).fork("umap");
  const rows = drawLandmarks(values.length / length, mostLandmarks, random);
  const own = { values: pick(table, rows), length };
  const index = indexRows(
    own,
    rows.map((_, i) => i),
    random,
  );
  const near = rows.map((_, i) => nearOf(own, index, { row: i, neighbours }));
  const umap = new UMAP({ nNeighbors: neighbours, minDist: 0.1, random: random.next });
  umap.setPrecomputedKNN(
    near.map(({ rows: others }) => others),
    near.map(({ distances }) => distances),
  );
  // The library looks at the number of the vectors only, once neighbours are given.
  const epochs = umap.initializeFit(rows.map(() => []));
  startFrom(umap.getEmbedding(), own);
  for (let epoch = 0; epoch < epochs; epoch++) umap.step();
  return { rows, places: Float32Array.from(umap.getEmbedding().flat()) };
}

/** Equal rows are a hair apart: the library looks at all rows again for each that has only neighbours without distance. */
function nearOf(table: Rows, index: RowIndex, { row, neighbours }: { readonly row: number; readonly neighbours: number }) {
  const near = nearRows(index, table, row, neighbours);
  const others = near.rows.map((other, at) => ({ other, distance: near.distances[at] ?? 0 })).filter(({ other }) => other !== row);
  return {
    rows: [row, ...others.map(({ other }) => other)].slice(0, neighbours),
    distances: [0, ...others.map(({ distance }) => Math.max(distance, 1e-6))].slice(0, neighbours),
  };
}

/** Puts every place, in the library's own array, where the first two components are; as wide as the library's own start. */
function startFrom(places: number[][], { values, length }: Rows): void {
  let most = 0;
  for (let row = 0; row < places.length; row++)
    most = Math.max(most, Math.abs(values[row * length] ?? 0), Math.abs(values[row * length + 1] ?? 0));
  for (const [row, place] of places.entries())
    for (const axis of [0, 1]) place[axis] = (10 * (values[row * length + axis] ?? 0)) / (most || 1);
}

/** Places of all rows: [n, 2]. */
export function placeRest({ values, length, seed, laid }: Rows & { readonly seed: number; readonly laid: Laid }): Float32Array {
  const table = { values, length };
  const index = indexRows(table, laid.rows, createRng(seed).fork("place"));
  return placeAmong(table, { index, ...laid });
}

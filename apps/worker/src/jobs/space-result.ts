import { dateOf, loadings, percents } from "@nauplius/ecology";
import type { Morphospace, SampleSeries } from "@nauplius/pipelines/morphospace";
import type { SpaceIndividuals } from "@nauplius/services";

/** Individuals that a page draws, and objects that a morph is shown by. */
const mostPoints = 4_000;
const mostOfMorph = 200;

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const round = (value: number): number => Number(value.toPrecision(6));

/** What pages draw of a space: plain JSON, bounded whatever the size of the project. */
export function resultOf(read: SpaceIndividuals, made: Morphospace): Record<string, unknown> {
  const { space, morphs, groups } = made;
  const { axes } = space;
  return {
    preparation: read.preparation,
    individuals: space.individuals,
    axes,
    eigenvalues: space.pca.eigenvalues,
    percent: percents(space.pca),
    features: space.pca.features,
    loadings: Array.from({ length: axes }, (_, axis) => [...loadings(space.pca, axis)].map(round)),
    points: pointsOf(read, made),
    morphs: [...morphs.masses].map((mass, j) => ({
      centre: [...morphs.centres.subarray(j * axes, (j + 1) * axes)].map(round),
      mass,
      group: groups[j],
      objects: nearest(read, made, j),
    })),
    samples: made.samples.map((row, at) => ({
      ...read.samples[at],
      individuals: row.individuals,
      concentration: row.concentration,
      means: row.axes?.map(({ mean }) => mean) ?? null,
      indices: row.indices,
    })),
    series: made.series.map(seriesOf),
    warnings: [...read.warnings, ...made.warnings],
  };
}

/** Every n-th individual: object, number of its sample, morph, coordinates. */
function pointsOf({ objectIds, sampleOf }: SpaceIndividuals, { rows, coordinates, morphs, space }: Morphospace): number[][] {
  const step = Math.max(1, Math.ceil(rows.length / mostPoints));
  const points: number[][] = [];
  for (let i = 0; i < rows.length; i += step)
    points.push([
      objectIds[rows[i]],
      sampleOf[rows[i]],
      morphs.labels[i],
      ...[...coordinates.subarray(i * space.axes, (i + 1) * space.axes)].map(round),
    ]);
  return points;
}

/** Objects of a morph, those nearest to its centre first. */
function nearest({ objectIds }: SpaceIndividuals, { rows, coordinates, morphs, space }: Morphospace, morph: number): number[] {
  const found: { object: number; distance: number }[] = [];
  for (let i = 0; i < rows.length; i++) {
    if (morphs.labels[i] !== morph) continue;
    let distance = 0;
    for (let axis = 0; axis < space.axes; axis++)
      distance += (coordinates[i * space.axes + axis] - morphs.centres[morph * space.axes + axis]) ** 2;
    found.push({ object: objectIds[rows[i]], distance });
  }
  return found
    .sort((a, b) => a.distance - b.distance)
    .slice(0, mostOfMorph)
    .map(({ object }) => object);
}

/** Through time: what was observed and bridged, smoothed as drawn in papers, the trend for conclusions and the published one. */
function seriesOf({ variable, weekly, smooth, published, seasonal }: SampleSeries) {
  return {
    variable,
    days: [...weekly.days].map(dateOf),
    values: [...weekly.values].map(finite),
    interpolated: [...weekly.interpolated],
    // Nothing is drawn across a gap that nobody sampled.
    smooth: [...smooth].map((value, i) => (Number.isNaN(weekly.values[i]) ? null : finite(value))),
    trend: published === null ? null : [...published.parts.trend].map(finite),
    seasonalMannKendall: seasonal === null ? null : { n: seasonal.n, z: seasonal.z, p: seasonal.p, slopePerYear: seasonal.slope },
    asPublished:
      published === null
        ? null
        : { mannKendallP: published.mannKendall.p, slopePerDay: published.line?.slope ?? null, lineP: published.line?.p ?? null },
  };
}

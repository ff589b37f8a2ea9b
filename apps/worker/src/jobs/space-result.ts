import { dateOf, loadings, percents } from "@nauplius/ecology";
import type { Morphospace, SampleRow, SampleSeries } from "@nauplius/pipelines/morphospace";
import type { SpaceIndividuals } from "@nauplius/services";

/** Individuals that a page draws, and objects that a morph is shown by. */
const mostPoints = 4_000;
const mostOfMorph = 200;

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const round = (value: number): number => Number(value.toPrecision(6));

/** What pages draw of a space: plain JSON, bounded whatever the size of the project. */
export function resultOf(read: SpaceIndividuals, made: Morphospace, morphObjects: readonly (readonly number[])[]): Record<string, unknown> {
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
      objects: morphObjects[j] ?? [],
    })),
    samples: made.samples.map((row, at) => ({
      ...read.samples[at],
      ...sampleResult(row),
      indices: { ...row.indices, ...row.standards, ...twinsOf(row) },
      intervals: row.intervals,
    })),
    standards: made.standards,
    changes: changesOf(read.samples),
    series: made.series.map(seriesResult),
    warnings: [...read.warnings, ...made.warnings],
  };
}

/** What pages draw of a sample: of its individuals, without what is drawn at random. */
export const sampleResult = (row: Pick<SampleRow, "individuals" | "concentration" | "axes" | "indices" | "taxa">) => ({
  ...{ individuals: row.individuals, concentration: row.concentration },
  means: row.axes?.map(({ mean }) => mean) ?? null,
  indices: { ...row.indices, ...twinsOf(row) },
  intervals: null,
});

const twinsOf = ({ taxa }: Pick<SampleRow, "taxa">) =>
  Object.fromEntries(Object.entries(taxa ?? {}).map(([name, figure]) => [`taxa_${name}`, figure]));

/** Days on which something was set otherwise than in the sample before; what looks like ecology there may be the instrument (science 20). */
export function changesOf(samples: SpaceIndividuals["samples"]) {
  const dated = samples.filter(({ date }) => date !== "").toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return dated.flatMap(({ date, settings }, at) => {
    const before = dated[at - 1]?.settings;
    if (before === undefined) return [];
    const names = [...new Set([...Object.keys(settings), ...Object.keys(before)])].filter((name) => settings[name] !== before[name]);
    return names.map((what) => ({ date, what, from: before[what] ?? "", to: settings[what] ?? "" }));
  });
}

/** A number between 0 and 1 that hangs on the object alone: spaces of the same project show the same objects, so that they compare. */
const drawOf = (object: number): number => (Math.imul(object ^ (object >>> 16), 0x45d9f3b) >>> 0) / 2 ** 32;

/** Some of the individuals: object, number of its sample, morph, coordinates. */
function pointsOf({ objectIds, sampleOf }: SpaceIndividuals, { rows, coordinates, morphs, space }: Morphospace): number[][] {
  const draws = Float64Array.from(rows, (row) => drawOf(objectIds[row] ?? 0));
  const least = draws.toSorted()[mostPoints - 1] ?? 1;
  const points: number[][] = [];
  for (let i = 0; i < rows.length && points.length < mostPoints; i++) {
    if (draws[i] > least) continue;
    points.push([
      objectIds[rows[i]],
      sampleOf[rows[i]],
      morphs.labels[i],
      ...[...coordinates.subarray(i * space.axes, (i + 1) * space.axes)].map(round),
    ]);
  }
  return points;
}

/** Objects of each morph, those nearest to its centre first. */
export function nearestObjects({ objectIds }: SpaceIndividuals, { rows, coordinates, morphs, space }: Morphospace): number[][] {
  const found = Array.from(morphs.masses, (): { object: number; distance: number }[] => []);
  for (let i = 0; i < rows.length; i++) {
    const morph = morphs.labels[i];
    let distance = 0;
    for (let axis = 0; axis < space.axes; axis++)
      distance += (coordinates[i * space.axes + axis] - morphs.centres[morph * space.axes + axis]) ** 2;
    found[morph].push({ object: objectIds[rows[i]], distance });
  }
  return found.map((own) =>
    own
      .sort((a, b) => a.distance - b.distance)
      .slice(0, mostOfMorph)
      .map(({ object }) => object),
  );
}

/** Through time: what was observed and bridged, smoothed as drawn in papers, the trend for conclusions and the published one. */
export function seriesResult({ variable, weekly, smooth, published, seasonal }: SampleSeries) {
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

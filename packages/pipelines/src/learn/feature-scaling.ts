import type { ModelFeatures } from "@nauplius/domain";
import { fitYeoJohnson, yeoJohnson } from "@nauplius/ecology";
import type { Table } from "@nauplius/ml";

export type FeatureScaling = Pick<ModelFeatures, "lambdas" | "means" | "deviations">;

/** So many objects tell a feature's distribution; of more, every n-th is looked at. */
const enough = 20_000;
/** Deviations from the mean beyond which a value is cut: one huge object outweighs nothing. */
const farthest = 6;

/** How each column is made symmetric, of mean 0 and deviation 1, over some rows: areas and lengths are skewed by orders of magnitude.
 *  What is not a finite number is "not measured". A column that nothing was measured of, or that says one thing, becomes 0. */
export function featureScalingOf({ values, columns }: Table, rows: readonly number[]): FeatureScaling {
  const step = Math.max(1, Math.floor(rows.length / enough));
  const some = rows.filter((_, at) => at % step === 0);
  const found = Array.from({ length: columns }, (_, column) => {
    const of = some.map((row) => values[row * columns + column] ?? Number.NaN).filter(Number.isFinite);
    const lambda = fitYeoJohnson(of);
    const symmetric = of.map((value) => yeoJohnson(value, lambda));
    const mean = symmetric.reduce((a, b) => a + b, 0) / Math.max(1, of.length);
    const variance = symmetric.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, of.length);
    const varies = of.some((value) => value !== of[0]) && variance > 0;
    return { lambda, mean, deviation: varies ? Math.sqrt(variance) : 1 };
  });
  return {
    lambdas: found.map(({ lambda }) => lambda),
    means: found.map(({ mean }) => mean),
    deviations: found.map(({ deviation }) => deviation),
  };
}

/** Features as networks and forests take them, [rows, features]: (Yeo-Johnson - mean) / deviation, cut beyond 6 deviations; NaN: not measured. */
export function scaleFeatures({ values, rows, columns }: Table, { lambdas, means, deviations }: FeatureScaling): Float32Array {
  const scaled = new Float32Array(rows * columns);
  for (let at = 0; at < scaled.length; at++) {
    const column = at % columns;
    const value = values[at] as number;
    const z = (yeoJohnson(value, lambdas[column] ?? 1) - (means[column] ?? 0)) / (deviations[column] ?? 1);
    scaled[at] = Number.isFinite(value) ? Math.min(farthest, Math.max(-farthest, z)) : Number.NaN;
  }
  return scaled;
}

import type { ModelFeatures } from "@nauplius/domain";
import { sizeNames } from "@nauplius/ml";
import { type FeatureScaling, featureScalingOf, scaleFeatures } from "./feature-scaling.ts";
import type { ImageSet } from "./image-set.ts";
import { shared } from "./shared.ts";

/** Which measured features an object source gives with each object, as measured by whom. */
export type MeasuredFeatures = Omit<ModelFeatures, keyof FeatureScaling>;

export const columnsOf = (features: { readonly names: readonly string[] } | null | undefined): number =>
  sizeNames.length + (features?.names.length ?? 0);

/** The set whose numbers are sizes, then scaled features, and how they were scaled: by the training objects alone.
 *  @param unmeasured - what stands for a feature that an object lacks: NaN for a forest, 0 (the mean object) for a network */
export function joinFeatures(
  set: ImageSet,
  measured: MeasuredFeatures | null,
  { train, unmeasured }: { readonly train: readonly number[]; readonly unmeasured: number },
): { readonly set: ImageSet; readonly features: ModelFeatures | null } {
  if (measured === null) return { set, features: null };
  const [rows, columns] = [set.names.length, measured.names.length];
  const table = { values: set.features, rows, columns };
  const scaling = featureScalingOf(table, train);
  const numbers = joinedNumbers({ sizes: set.numbers, features: scaleFeatures(table, scaling), rows, unmeasured });
  return { set: { ...set, numbers }, features: { ...measured, ...scaling } };
}

type Parts = { readonly sizes: Float32Array; readonly features: Float32Array; readonly rows: number; readonly unmeasured: number };

/** Row by row: sizes, then features that are scaled already. */
export function joinedNumbers({ sizes, features, rows, unmeasured }: Parts): Float32Array {
  const columns = features.length / Math.max(1, rows);
  const width = sizeNames.length + columns;
  const numbers = shared(Float32Array, rows * width);
  for (let row = 0; row < rows; row++) {
    numbers.set(sizes.subarray(row * sizeNames.length, (row + 1) * sizeNames.length), row * width);
    for (let column = 0; column < columns; column++) {
      const value = features[row * columns + column] as number;
      numbers[row * width + sizeNames.length + column] = Number.isNaN(value) ? unmeasured : value;
    }
  }
  return numbers;
}

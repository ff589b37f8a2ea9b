import { type FeatureTable, fitSpace, type Placed, type Preparation, type Space } from "@nauplius/ecology";

export type FitInput = {
  /** Its columns are views of shared memory. */
  readonly table: FeatureTable;
  /** What a row stands for. */
  readonly weights: Float64Array;
  readonly preparation: Preparation;
  readonly axes?: number;
};
export type Fitted = { readonly space: Space; readonly placed: Placed };

/** Trims, transforms, fits and places; what the table is too poor for is said, not thrown, since an error's class does not leave its thread. */
export function fit({ table, weights, preparation, axes }: FitInput): Fitted | { readonly problem: string } {
  try {
    const { space, placed } = fitSpace(table, weights, { preparation, ...(axes === undefined ? {} : { axes }) });
    return { space, placed };
  } catch (error) {
    if (error instanceof RangeError) return { problem: error.message };
    throw error;
  }
}

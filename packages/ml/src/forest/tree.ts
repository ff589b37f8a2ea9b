import { binned, type Cuts, cutsOf, type Table } from "./bins.ts";

export type ForestSettings = {
  readonly trees: number;
  readonly minLeaf: number;
  /** Classes weigh the same whatever their number of objects, as scikit-learn's class_weight "balanced". */
  readonly balanced: boolean;
};

/** EcoTaxa's settings: 300 trees, leaves of 5 objects and more, balanced classes, sqrt(features) tried at each split. */
export const ecotaxaForest: ForestSettings = { trees: 300, minLeaf: 5, balanced: true };

/** Nodes in the order they were made: `feature` -1 is a leaf whose `left` is its row of the leaves. Objects whose value is
 *  at most the threshold, or was not measured, go left. */
export type Tree = {
  readonly feature: Int16Array;
  readonly threshold: Float32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Shares of the classes in leaf i: from leafStart[i] to leafStart[i + 1]. */
  readonly leafStart: Int32Array;
  readonly leafClass: Int16Array;
  readonly leafShare: Float32Array;
};

export type Binned = {
  readonly bins: Uint8Array;
  readonly cuts: Cuts;
  readonly rows: number;
  readonly columns: number;
  readonly labels: Int32Array;
  readonly classes: number;
  /** Weight of each class. */
  readonly weights: Float64Array;
};

/** What all trees of a forest share. */
export function binTable(table: Table, labels: Int32Array, { classes, balanced }: { classes: number; balanced: boolean }): Binned {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  const present = counts.filter((count) => count > 0).length;
  const weights = counts.map((count) => (balanced && count > 0 ? labels.length / (present * count) : 1));
  const cuts = cutsOf(table);
  return { bins: binned(table, cuts), cuts, rows: table.rows, columns: table.columns, labels, classes, weights };
}

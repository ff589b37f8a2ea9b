import type { Table } from "./bins.ts";
import type { Tree } from "./tree.ts";

/** Mean class shares of the leaves that each object falls into: [rows, classes]. */
export function forestScores(trees: readonly Tree[], { values, rows, columns }: Table, classes: number): Float32Array {
  const scores = new Float32Array(rows * classes);
  for (const tree of trees) {
    for (let row = 0; row < rows; row++)
      addLeaf(tree, values.subarray(row * columns, (row + 1) * columns), scores.subarray(row * classes, (row + 1) * classes));
  }
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) / trees.length;
  return scores;
}

function addLeaf(tree: Tree, values: Float32Array, scores: Float32Array): void {
  let node = 0;
  for (let feature = tree.feature[0] as number; feature >= 0; feature = tree.feature[node] as number) {
    // NaN is greater than nothing: not measured goes left.
    node = (values[feature] as number) > (tree.threshold[node] as number) ? (tree.right[node] as number) : (tree.left[node] as number);
  }
  const leaf = tree.left[node] as number;
  for (let at = tree.leafStart[leaf] as number; at < (tree.leafStart[leaf + 1] as number); at++) {
    const c = tree.leafClass[at] as number;
    scores[c] = (scores[c] as number) + (tree.leafShare[at] as number);
  }
}

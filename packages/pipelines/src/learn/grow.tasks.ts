import { createRng } from "@nauplius/domain";
import { binTable, type ForestSettings, growTree, type Table, type Tree } from "@nauplius/ml";

export type GrowTask = {
  readonly table: Table;
  readonly labels: Int32Array;
  readonly classes: number;
  readonly settings: ForestSettings;
  readonly seed: number;
  /** Numbers of the trees to grow: each has a random sequence of its own, whichever thread grows it. */
  readonly trees: readonly number[];
};

export function growTrees({ table, labels, classes, settings, seed, trees }: GrowTask): Tree[] {
  const data = binTable(table, labels, { classes, balanced: settings.balanced });
  const random = createRng(seed);
  return trees.map((tree) => growTree(data, settings, random.fork(tree)));
}

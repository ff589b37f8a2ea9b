import type { Random } from "../rng.ts";
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

/** Grows one tree on a bootstrap sample (Breiman 2001): at each node the best Gini split among sqrt(features) features
 *  drawn at random; constant ones do not count, as in scikit-learn. */
export function growTree(data: Binned, settings: ForestSettings, random: Random): Tree {
  const growing = createGrowing(data, random);
  const stack = [{ start: 0, end: growing.order.length, node: growing.addNode() }];
  for (let job = stack.pop(); job; job = stack.pop()) {
    const split = growing.bestSplit(job.start, job.end, settings.minLeaf);
    if (!split) {
      growing.makeLeaf(job.node, job.start, job.end);
      continue;
    }
    const middle = growing.partition(job.start, job.end, split);
    const [left, right] = [growing.addNode(), growing.addNode()];
    growing.makeSplit(job.node, { ...split, left, right });
    stack.push({ start: middle, end: job.end, node: right }, { start: job.start, end: middle, node: left });
  }
  return growing.finish();
}

type Split = { readonly feature: number; readonly bin: number };

function createGrowing(data: Binned, random: Random) {
  const { bins, cuts, rows, columns, labels, classes, weights } = data;
  const order = Int32Array.from({ length: rows }, () => Math.floor(random.next() * rows)).sort();
  const sorted = new Int32Array(rows);
  const starts = new Int32Array(257);
  const [leftCounts, rightCounts] = [new Float64Array(classes), new Float64Array(classes)];
  const features = Int32Array.from({ length: columns }, (_, column) => column);
  const tried = Math.max(1, Math.round(Math.sqrt(columns)));
  const feature: number[] = [];
  const threshold: number[] = [];
  const [left, right]: [number[], number[]] = [[], []];
  const leaves = { start: [0], class: [] as number[], share: [] as number[] };

  function addNode(): number {
    left.push(-1);
    right.push(-1);
    threshold.push(0);
    return feature.push(-1) - 1;
  }

  function bestSplit(start: number, end: number, minLeaf: number): Split | null {
    if (end - start < 2 * minLeaf || isPure(start, end)) return null;
    let best: (Split & { score: number }) | null = null;
    let useful = 0;
    for (let i = 0; i < columns && useful < tried; i++) {
      const pick = i + Math.floor(random.next() * (columns - i));
      const candidate = features[pick] as number;
      features[pick] = features[i] as number;
      features[i] = candidate;
      if (!sortByBin(start, end, candidate)) continue;
      useful += 1;
      const found = scan(start, end, { feature: candidate, minLeaf });
      if (found && (!best || found.score > best.score)) best = { feature: candidate, ...found };
    }
    return best;
  }

  function isPure(start: number, end: number): boolean {
    const first = labels[order[start] as number];
    for (let i = start + 1; i < end; i++) if (labels[order[i] as number] !== first) return false;
    return true;
  }

  /** Counting sort of the node's objects by their bin; false where all lie in one. */
  function sortByBin(start: number, end: number, column: number): boolean {
    starts.fill(0);
    const base = column * rows;
    for (let i = start; i < end; i++) {
      const at = (bins[base + (order[i] as number)] as number) + 1;
      starts[at] = (starts[at] as number) + 1;
    }
    if (starts.some((count) => count === end - start)) return false;
    for (let bin = 1; bin < starts.length; bin++) starts[bin] = (starts[bin] as number) + (starts[bin - 1] as number);
    for (let i = start; i < end; i++) {
      const row = order[i] as number;
      const bin = bins[base + row] as number;
      const to = starts[bin] as number;
      sorted[to] = row;
      starts[bin] = to + 1;
    }
    return true;
  }

  /** Walks from the lowest bin to the highest; sums of squared class weights give the Gini impurity of both sides. */
  function scan(start: number, end: number, { feature: column, minLeaf }: { feature: number; minLeaf: number }) {
    leftCounts.fill(0);
    rightCounts.fill(0);
    let [leftWeight, leftSquares, rightWeight, rightSquares] = [0, 0, 0, 0];
    for (let i = start; i < end; i++) {
      const label = labels[order[i] as number] as number;
      rightCounts[label] = (rightCounts[label] as number) + (weights[label] as number);
    }
    for (const count of rightCounts) {
      rightWeight += count;
      rightSquares += count * count;
    }
    let best: { bin: number; score: number } | null = null;
    const size = end - start;
    const base = column * rows;
    for (let i = 0; i < size - 1; i++) {
      const row = sorted[i] as number;
      const label = labels[row] as number;
      const weight = weights[label] as number;
      leftSquares += weight * (2 * (leftCounts[label] as number) + weight);
      rightSquares -= weight * (2 * (rightCounts[label] as number) - weight);
      leftCounts[label] = (leftCounts[label] as number) + weight;
      rightCounts[label] = (rightCounts[label] as number) - weight;
      leftWeight += weight;
      rightWeight -= weight;
      if (i + 1 < minLeaf) continue;
      if (size - i - 1 < minLeaf) break;
      const bin = bins[base + row] as number;
      if (bin === bins[base + (sorted[i + 1] as number)]) continue;
      const score = leftSquares / leftWeight + rightSquares / rightWeight;
      if (!best || score > best.score) best = { bin, score };
    }
    return best;
  }

  function partition(start: number, end: number, { feature: column, bin }: Split): number {
    let [low, high] = [start, 0];
    for (let i = start; i < end; i++) {
      const row = order[i] as number;
      if ((bins[column * rows + row] as number) <= bin) order[low++] = row;
      else sorted[high++] = row;
    }
    order.set(sorted.subarray(0, high), low);
    return low;
  }

  function makeSplit(node: number, split: Split & { left: number; right: number }): void {
    feature[node] = split.feature;
    // Bin 0 (not measured) against all others: nothing measured is below minus infinity.
    threshold[node] = split.bin === 0 ? Number.NEGATIVE_INFINITY : (cuts[split.feature]?.[split.bin - 1] ?? Number.POSITIVE_INFINITY);
    left[node] = split.left;
    right[node] = split.right;
  }

  function makeLeaf(node: number, start: number, end: number): void {
    const shares = new Map<number, number>();
    let total = 0;
    for (let i = start; i < end; i++) {
      const label = labels[order[i] as number] as number;
      const weight = weights[label] as number;
      shares.set(label, (shares.get(label) ?? 0) + weight);
      total += weight;
    }
    left[node] = leaves.start.length - 1;
    for (const [label, share] of [...shares].toSorted(([a], [b]) => a - b)) {
      leaves.class.push(label);
      leaves.share.push(share / total);
    }
    leaves.start.push(leaves.class.length);
  }

  const finish = (): Tree => ({
    feature: Int16Array.from(feature),
    threshold: Float32Array.from(threshold),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    leafStart: Int32Array.from(leaves.start),
    leafClass: Int16Array.from(leaves.class),
    leafShare: Float32Array.from(leaves.share),
  });

  return { order, addNode, bestSplit, partition, makeSplit, makeLeaf, finish };
}

import type { Random } from "../rng.ts";
import { createSplitSearch, type Split } from "./find-split.ts";
import type { Binned, ForestSettings, Tree } from "./tree.ts";

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

function createGrowing(data: Binned, random: Random) {
  const { bins, cuts, rows, labels, weights } = data;
  const order = Int32Array.from({ length: rows }, () => Math.floor(random.next() * rows)).sort();
  const sorted = new Int32Array(rows);
  const bestSplit = createSplitSearch(data, { order, sorted, random });
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

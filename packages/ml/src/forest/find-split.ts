import type { Random } from "../rng.ts";
import type { Binned } from "./tree.ts";

/** Objects in bins up to `bin` of a feature go left. */
export type Split = { readonly feature: number; readonly bin: number };

/** `order` holds the tree's objects, those of one node beside each other; `sorted` is room for as many. */
type Search = { readonly order: Int32Array; readonly sorted: Int32Array; readonly random: Random };

/** The best Gini split of a node (its part of `order`) among sqrt(features) useful features; null where it is a leaf. */
export function createSplitSearch(data: Binned, { order, sorted, random }: Search) {
  const { bins, rows, columns, labels, classes, weights } = data;
  const starts = new Int32Array(257);
  const [leftCounts, rightCounts] = [new Float64Array(classes), new Float64Array(classes)];
  const features = Int32Array.from({ length: columns }, (_, column) => column);
  const tried = Math.max(1, Math.round(Math.sqrt(columns)));

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

  return bestSplit;
}

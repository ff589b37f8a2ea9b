import type { Clusters } from "./clusters.ts";
import { countOf, dotOfRows, inverseLengths, type Vectors } from "./vectors.ts";

type Validated = {
  readonly classOf: Int32Array;
  readonly classes: number;
  readonly validated: Uint8Array;
  /** What a model gives to each vector: its best `kept` classes, -1 where there is none, and their probabilities. [n, kept] */
  readonly said: { readonly kept: number; readonly classOf: Int32Array; readonly scores: Float32Array };
};

export type Suspects = {
  /** 0..1 of each validated vector, 0.5 and above: doubted; NaN of the others and where nothing can be compared. [n] */
  readonly suspicion: Float32Array;
  /** Class that is more likely, -1 where the label is not doubted. [n] */
  readonly suggested: Int32Array;
};

const neighbours = 10;
/** A vector's neighbours are looked for in so many clusters, its own among them. */
const clustersOf = 4;
/** Of a cluster, at most so many validated vectors are compared with. */
const mostOfCluster = 400;

/** Confident learning (Northcutt et al. 2021, JAIR 70:1373) on what a vector's ten nearest validated neighbours are, itself left out,
 *  averaged with what a model said: a label is doubted where another class is at least as likely as that class is on average where it is
 *  the label, and likelier than the label. */
export function suspectLabels(vectors: Vectors, clusters: Clusters, labels: Validated): Suspects {
  const n = countOf(vectors);
  const { classOf, validated, classes } = labels;
  const usable = (row: number): boolean => validated[row] === 1 && (classOf[row] as number) >= 0;
  const lists = listsOf(clusters, usable);
  const near = nearClusters(clusters.centres, vectors.length);
  const inverse = inverseLengths(vectors);
  const likely: (ReadonlyMap<number, number> | undefined)[] = new Array(n);
  const [sums, counts] = [new Float64Array(classes), new Int32Array(classes)];
  for (let row = 0; row < n; row++) {
    if (!usable(row)) continue;
    const pool = (near[clusters.cluster[row] as number] ?? []).map((c) => lists[c] ?? []);
    const found = votes(vectors, { row, pool, inverse, classOf });
    if (found === null) continue;
    const own = mixed(found, row, labels);
    likely[row] = own;
    const label = classOf[row] as number;
    sums[label] = (sums[label] as number) + (own.get(label) ?? 0);
    counts[label] = (counts[label] as number) + 1;
  }
  const usual = Float64Array.from(sums, (sum, c) => sum / Math.max(1, counts[c] as number));
  const result = { suspicion: new Float32Array(n).fill(Number.NaN), suggested: new Int32Array(n).fill(-1) };
  for (const [row, own] of likely.entries()) {
    if (own === undefined) continue;
    const mine = own.get(classOf[row] as number) ?? 0;
    const [other, p] = likeliest(own, classOf[row] as number);
    const isDoubted = other >= 0 && p > mine && p >= Math.max(usual[other] as number, 1e-6);
    result.suspicion[row] = isDoubted ? 0.5 + (p - mine) / 2 : Math.min(0.499, (1 - mine) / 2);
    if (isDoubted) result.suggested[row] = other;
  }
  return result;
}

function listsOf({ cluster }: Clusters, usable: (row: number) => boolean): number[][] {
  const lists: number[][] = [];
  for (const [row, c] of cluster.entries()) {
    if (!usable(row)) continue;
    const list = lists[c] ?? [];
    lists[c] = list;
    list.push(row);
  }
  // Evenly spread over a large cluster, not its first ones.
  return lists.map((list) =>
    list.length <= mostOfCluster
      ? list
      : Array.from({ length: mostOfCluster }, (__, i) => list[Math.floor((i * list.length) / mostOfCluster)] as number),
  );
}

/** The clusters nearest to each, itself among them. */
function nearClusters(centres: Float32Array, length: number): number[][] {
  const k = length === 0 ? 0 : centres.length / length;
  return Array.from({ length: k }, (_, from) => {
    const best: { at: number; likeness: number }[] = [];
    for (let to = 0; to < k; to++) {
      let likeness = 0;
      for (let i = 0; i < length; i++) likeness += (centres[from * length + i] as number) * (centres[to * length + i] as number);
      keepBest(best, { at: to, likeness }, clustersOf);
    }
    return best.map(({ at }) => at);
  });
}

type Ranked = { readonly at: number; readonly likeness: number };

/** Puts one into a short list that is sorted, the most alike first. */
function keepBest(best: Ranked[], one: Ranked, most: number): void {
  if (best.length === most && one.likeness <= (best.at(-1)?.likeness ?? 0)) return;
  const place = best.findIndex(({ likeness }) => likeness < one.likeness);
  best.splice(place === -1 ? best.length : place, 0, one);
  if (best.length > most) best.pop();
}

type Vote = {
  readonly row: number;
  readonly pool: readonly (readonly number[])[];
  readonly inverse: Float32Array;
  readonly classOf: Int32Array;
};

/** Share of each class among the nearest neighbours; null: there is none. */
function votes(vectors: Vectors, { row, pool, inverse, classOf }: Vote): Map<number, number> | null {
  const best: Ranked[] = [];
  for (const list of pool)
    for (const other of list)
      if (other !== row) keepBest(best, { at: other, likeness: dotOfRows(vectors, row, other) * (inverse[other] as number) }, neighbours);
  if (best.length === 0) return null;
  const shares = new Map<number, number>();
  for (const { at: other } of best) {
    const c = classOf[other] as number;
    shares.set(c, (shares.get(c) ?? 0) + 1 / best.length);
  }
  return shares;
}

/** Half the neighbours, half the model; the neighbours alone where no model looked. */
function mixed(shares: ReadonlyMap<number, number>, row: number, { said }: Validated): ReadonlyMap<number, number> {
  const places = Array.from({ length: said.kept }, (_, i) => row * said.kept + i).filter((at) => (said.classOf[at] as number) >= 0);
  if (places.length === 0) return shares;
  const result = new Map([...shares].map(([c, p]) => [c, p / 2]));
  for (const at of places) {
    const c = said.classOf[at] as number;
    result.set(c, (result.get(c) ?? 0) + (said.scores[at] as number) / 2);
  }
  return result;
}

function likeliest(own: ReadonlyMap<number, number>, not: number): readonly [number, number] {
  let [best, most] = [-1, 0];
  for (const [c, p] of own) if (c !== not && p > most) [best, most] = [c, p];
  return [best, most];
}

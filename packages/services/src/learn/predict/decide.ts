import type { PredictionRow } from "@nauplius/db";
import { keptTaxa, type TaxonId, type Thresholds } from "@nauplius/domain";

/** Taxon of each class of a model, in the order of its scores. */
export type ClassTaxa = readonly (TaxonId | null)[];

/** Scores of classes as scores of taxa: classes of one taxon are added up, those without a taxon are `unknown`. */
export function byTaxon(objectId: number, scores: Float32Array, classes: ClassTaxa): PredictionRow {
  const sums = new Map<TaxonId, number>();
  let unknown = 0;
  for (const [c, score] of scores.entries()) {
    const taxon = classes[c] ?? null;
    if (taxon === null) unknown += score;
    else sums.set(taxon, (sums.get(taxon) ?? 0) + score);
  }
  const best = [...sums].toSorted(([a, x], [b, y]) => y - x || a - b);
  const parts = [...best.map(([, score]) => score), unknown];
  const kept = best.slice(0, keptTaxa);
  return {
    objectId,
    taxonIds: kept.map(([taxon]) => taxon),
    scores: kept.map(([, score]) => Math.fround(score)),
    margin: Math.fround((best[0]?.[1] ?? 0) - (best[1]?.[1] ?? 0)),
    entropy: Math.fround(-parts.reduce((sum, p) => (p > 0 ? sum + p * Math.log(p) : sum), 0)),
    unknown: Math.fround(unknown),
  };
}

export type Decision = { readonly taxonId: TaxonId; readonly score: number } | null;

/** The taxon that an object gets; null: it stays unclassified, being too uncertain or most like a class without a taxon here. */
export function decide({ taxonIds, scores, unknown }: PredictionRow, thresholds: Thresholds): Decision {
  const [taxonId, score] = [taxonIds[0], scores[0]];
  if (taxonId === undefined || score === undefined || unknown > score) return null;
  const least = thresholds.taxa.find((t) => t.taxonId === taxonId)?.least ?? thresholds.least;
  return score < least ? null : { taxonId, score };
}

/** A vector of length 1 in one signed byte a dimension. */
export function packEmbedding(vector: Float32Array): Uint8Array {
  const length = Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0)) || 1;
  return new Uint8Array(Int8Array.from(vector, (v) => Math.round((127 * v) / length)).buffer);
}

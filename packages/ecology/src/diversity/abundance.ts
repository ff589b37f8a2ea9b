import { type Figure, figure, none } from "./figure.ts";

/** Relative abundances of what is present; empty where nothing is. */
export function sharesOf(abundances: ArrayLike<number>): Float64Array {
  let total = 0;
  for (let i = 0; i < abundances.length; i++) {
    if (!(abundances[i] >= 0 && abundances[i] < Number.POSITIVE_INFINITY))
      throw new RangeError(`abundance ${i}: got ${abundances[i]}, expected a number from 0 up`);
    total += abundances[i];
  }
  return Float64Array.from(abundances)
    .filter((value) => value > 0)
    .map((value) => value / total);
}

/**
 * Hill number of order q: the number of equally common forms of the same diversity (Hill 1973, Ecology 54:427).
 * 0 is richness, 1 exp(Shannon), 2 the inverse of Simpson's concentration.
 */
export function hillNumber(shares: Float64Array, q: number): Figure {
  if (shares.length === 0) return none("nothing is present");
  if (q === 1) return figure(Math.exp(-shares.reduce((sum, p) => sum + p * Math.log(p), 0)));
  return figure(shares.reduce((sum, p) => sum + p ** q, 0) ** (1 / (1 - q)));
}

export type AbundanceIndices = {
  readonly richness: Figure;
  /** -sum p ln p, natural logarithm (vegan's default). */
  readonly shannon: Figure;
  /** 1 - sum p^2: the probability that two individuals differ. */
  readonly simpson: Figure;
  /** Shannon / ln richness. */
  readonly pielou: Figure;
  readonly hill1: Figure;
  readonly hill2: Figure;
};

/** Indices of abundances alone, whether of morphs or of taxa. */
export function abundanceIndices(abundances: ArrayLike<number>): AbundanceIndices {
  const shares = sharesOf(abundances);
  const s = shares.length;
  if (s === 0) {
    const empty = none("nothing is present");
    return { richness: figure(0), shannon: empty, simpson: empty, pielou: empty, hill1: empty, hill2: empty };
  }
  const shannon = Math.max(0, -shares.reduce((sum, p) => sum + p * Math.log(p), 0));
  return {
    richness: figure(s),
    shannon: figure(shannon),
    simpson: figure(1 - shares.reduce((sum, p) => sum + p * p, 0)),
    pielou: s === 1 ? none("one form only") : figure(shannon / Math.log(s)),
    hill1: hillNumber(shares, 1),
    hill2: hillNumber(shares, 2),
  };
}

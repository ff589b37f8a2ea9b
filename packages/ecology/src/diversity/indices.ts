import { convexHull } from "../geometry/hull.ts";
import { type AbundanceIndices, abundanceIndices } from "./abundance.ts";
import { communityOf } from "./community.ts";
import { type Figure, none } from "./figure.ts";
import { dispersion, divergence, evenness, hullOf, hullRichness, longestDistance, raoQ } from "./functional.ts";

/** The forms (morphs or taxa) of all samples on their axes, with what every sample is compared to. */
export type Forms = {
  readonly centres: Float64Array;
  readonly dims: number;
  /** Volume of the hull of all forms; 0 where they have none. */
  readonly volume: number;
  /** Longest distance between two forms. */
  readonly longest: number;
};

export const formsOf = (centres: Float64Array, dims: number): Forms => ({
  centres,
  dims,
  volume: convexHull(centres, dims)?.volume ?? 0,
  longest: longestDistance(centres, dims),
});

export type MorphIndices = AbundanceIndices & {
  /** Hull of the forms present as a share of the hull of all. */
  readonly MRic: Figure;
  readonly MEve: Figure;
  readonly MDiv: Figure;
  readonly FDis: Figure;
  /** Rao's Q: sum p p d. */
  readonly raoPlain: Figure;
  /** 1/2 sum p p d^2. */
  readonly raoSquared: Figure;
  /** 1/(1 - Q), distances divided by the longest of all forms. */
  readonly raoEquivalent: Figure;
};

/** Every index of one sample, from the abundance (concentration) of each form; a figure without value says why. */
export function morphIndices(forms: Forms, abundances: ArrayLike<number>): MorphIndices {
  const community = communityOf(forms.centres, forms.dims, abundances);
  if (community === null) {
    const empty = none("nothing is present");
    const morph = { MRic: empty, MEve: empty, MDiv: empty, FDis: empty, raoPlain: empty, raoSquared: empty, raoEquivalent: empty };
    return { ...abundanceIndices(abundances), ...morph };
  }
  const hull = hullOf(community);
  const rao = raoQ(community, forms.longest);
  return {
    ...abundanceIndices(abundances),
    MRic: hullRichness(hull, forms.volume),
    MEve: evenness(community),
    MDiv: divergence(community, hull),
    FDis: dispersion(community),
    raoPlain: rao.plain,
    raoSquared: rao.squared,
    raoEquivalent: rao.equivalent,
  };
}

/** Abundance of each form in each sample: weights of individuals summed; sample by sample, row-major. */
export function abundanceTable(
  labels: ArrayLike<number>,
  sampleOf: ArrayLike<number>,
  weights: ArrayLike<number>,
  size: { readonly samples: number; readonly forms: number },
): Float64Array {
  const table = new Float64Array(size.samples * size.forms);
  for (let i = 0; i < labels.length; i++) table[sampleOf[i] * size.forms + labels[i]] += weights[i];
  return table;
}

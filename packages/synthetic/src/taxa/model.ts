import type { Rng } from "@nauplius/domain";
import type { Shape } from "../draw/shapes.ts";

/** How one taxon looks and how large it is. */
export type TaxonModel = {
  /** Display name in the taxonomy, unique. */
  readonly taxon: string;
  /** Body length: median and sigma of a log-normal, cut at the bounds; mm. */
  readonly length: { readonly median: number; readonly sigma: number; readonly min: number; readonly max: number };
  /** The animal with its body axis along x, head towards +x, one unit long. Shapes only: no pixels, no pose. */
  readonly sketch: (rng: Rng) => Shape[];
  /** Lies flat, never foreshortened (fibres, bubbles, tails). */
  readonly flat?: boolean;
};

export const drawLength = ({ length }: TaxonModel, rng: Rng): number => {
  const value = Math.exp(rng.normal(Math.log(length.median), length.sigma));
  return Math.min(length.max, Math.max(length.min, value));
};

import type { Instrument } from "../render/instruments.ts";
import { calanoid, oithona } from "./copepods.ts";
import { crustaceans } from "./crustaceans.ts";
import { fish } from "./fish.ts";
import { jellies } from "./jellies.ts";
import { crustaceanLarvae } from "./larvae.ts";
import type { TaxonModel } from "./model.ts";
import { particles } from "./particles.ts";
import { protists } from "./protists.ts";
import { softBodied } from "./soft.ts";

/** Everything that can be drawn. */
export const taxonModels: readonly TaxonModel[] = [
  calanoid,
  oithona,
  ...crustaceanLarvae,
  ...crustaceans,
  ...jellies,
  ...softBodied,
  ...fish,
  ...protists,
  ...particles,
];

/** Models that grow large enough for an instrument to see. */
export const taxaSeenBy = ({ minLength, pixelSize }: Instrument): readonly TaxonModel[] =>
  taxonModels.filter(({ length }) => length.max * 1000 > 1.05 * minLength * pixelSize);

export const taxonModel = (taxon: string): TaxonModel => {
  const found = taxonModels.find((model) => model.taxon === taxon);
  if (found === undefined) throw new RangeError(`no drawing of "${taxon}"; there are ${taxonModels.map((m) => m.taxon).join(", ")}`);
  return found;
};

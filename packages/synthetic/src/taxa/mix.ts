import type { Rng } from "@nauplius/domain";

/** Relative frequencies of taxa; what is not named does not occur. */
export type Mix = Readonly<Record<string, number>>;

/** What a 200 um net brings up near the coast, as objects of a ZooScan. */
export const coastalTow: Mix = {
  Calanoida: 34,
  Oithonidae: 12,
  "nauplii<Crustacea": 2,
  Cladocera: 5,
  Ostracoda: 4,
  "zoea<Brachyura": 2,
  Euphausiacea: 0.8,
  Hyperiidea: 0.8,
  Hydrozoa: 2.5,
  Diphyidae: 3,
  Doliolida: 1.5,
  Chaetognatha: 4,
  Oikopleuridae: 7,
  "pluteus<Echinodermata": 1.2,
  "egg<Actinopterygii": 2,
  Actinopterygii: 0.6,
  Limacinidae: 2,
  Polychaeta: 1,
  "chain<Bacillariophyceae": 1.2,
  Acantharea: 2,
  Collodaria: 2,
  "Noctiluca scintillans": 0.6,
  detritus: 14,
  "fiber<detritus": 5,
  bubble: 1.5,
  feces: 2,
};

/** What drifts by a camera: mostly marine snow. */
export const inSitu: Mix = {
  detritus: 52,
  "fiber<detritus": 9,
  feces: 3,
  Calanoida: 12,
  Oithonidae: 3,
  Euphausiacea: 0.8,
  Hydrozoa: 2,
  Diphyidae: 2,
  Doliolida: 1.5,
  Chaetognatha: 3,
  Oikopleuridae: 4,
  Acantharea: 2,
  Collodaria: 2.5,
  Actinopterygii: 0.6,
  Limacinidae: 1,
  Ostracoda: 1.2,
  "chain<Bacillariophyceae": 1,
};

export const drawFrom = (mix: Mix, rng: Rng): string => {
  const entries = Object.entries(mix);
  let left = rng.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [taxon, weight] of entries) {
    left -= weight;
    if (left < 0) return taxon;
  }
  throw new RangeError("a mix needs at least one taxon with a positive weight");
};

import type { Rng, State } from "@nauplius/domain";
import { taxonModels } from "../taxa/catalogue.ts";
import { demoPeople } from "./people.ts";
import type { Progress } from "./stations.ts";

export type Prediction = { readonly taxon: string; readonly score: number };
export type DemoAnnotation = {
  readonly state: State;
  /** "" while unclassified */
  readonly taxon: string;
  readonly person: (typeof demoPeople)[number] | null;
  /** Days after the scan. */
  readonly day: number;
  /** A model's three best taxa, best first; scores are its probabilities. */
  readonly predictions: readonly Prediction[];
};

/** What is taken for what: thin things for thin things, round for round. */
const lookAlikes: Readonly<Record<string, readonly string[]>> = {
  Calanoida: ["Oithonidae", "Copepoda", "copepodite"],
  Oithonidae: ["Calanoida", "Copepoda", "Oncaeidae"],
  "nauplii<Crustacea": ["Cladocera", "Acantharea"],
  Cladocera: ["nauplii<Crustacea", "Ostracoda", "zoea<Brachyura"],
  Ostracoda: ["egg<Actinopterygii", "Cladocera", "feces"],
  "zoea<Brachyura": ["Cladocera", "Decapoda"],
  Euphausiacea: ["Decapoda", "Hyperiidea"],
  Hyperiidea: ["Euphausiacea", "Ostracoda"],
  Hydrozoa: ["Diphyidae", "Collodaria"],
  Diphyidae: ["Hydrozoa", "Abylidae", "Doliolida"],
  Doliolida: ["Diphyidae", "Salpida"],
  Chaetognatha: ["fiber<detritus", "Actinopterygii", "Polychaeta"],
  Oikopleuridae: ["Fritillariidae", "fiber<detritus", "tail<Appendicularia"],
  "pluteus<Echinodermata": ["pluteus<Ophiuroidea", "nauplii<Crustacea"],
  "egg<Actinopterygii": ["bubble", "Noctiluca scintillans", "Ostracoda"],
  Actinopterygii: ["Chaetognatha", "Euphausiacea"],
  Limacinidae: ["Ostracoda", "feces"],
  Polychaeta: ["Chaetognatha", "larvae<Polychaeta"],
  "chain<Bacillariophyceae": ["Chaetoceros", "fiber<detritus", "detritus"],
  Acantharea: ["Radiolaria", "nauplii<Crustacea", "detritus"],
  Collodaria: ["Radiolaria", "Hydrozoa", "detritus"],
  "Noctiluca scintillans": ["egg<Actinopterygii", "Collodaria"],
  detritus: ["Calanoida", "feces", "aggregate", "fluffy"],
  "fiber<detritus": ["Chaetognatha", "detritus", "Oikopleuridae"],
  bubble: ["egg<Actinopterygii", "Noctiluca scintillans"],
  feces: ["detritus", "Ostracoda"],
};

/** A classifier that is right six times in seven, sure when right and hesitant when wrong. */
export const predict = (truth: string, rng: Rng): Prediction[] => {
  const similar = lookAlikes[truth] ?? ["detritus"];
  const right = rng.bool(0.86);
  const best = right ? 1 - 0.55 * rng.next() ** 2.2 : rng.uniform(0.28, 0.72);
  const wrong = rng.pick(similar);
  const others = rng.shuffle(
    [...similar, ...taxonModels.map((m) => m.taxon)].filter(
      (taxon, i, all) => taxon !== truth && taxon !== wrong && all.indexOf(taxon) === i,
    ),
  );
  const order = right ? [truth, wrong, others[0]] : [wrong, truth, others[0]];
  const second = (1 - best) * rng.uniform(0.5, 0.85);
  const scores = [best, Math.min(second, best * 0.95), (1 - best) * rng.uniform(0.02, 0.14)];
  return order.map((taxon, i) => ({ taxon, score: Math.round(scores[i] * 10_000) / 10_000 }));
};

const stateOf = ({ validated, predicted, dubious }: Progress, share: number): State => {
  if (share < validated) return "validated";
  if (share < validated + predicted) return "predicted";
  return share < validated + predicted + dubious ? "dubious" : "unclassified";
};

/** How far the annotation of one object has come. People are right, except for one in eighty. */
export const annotate = (truth: string, progress: Progress, rng: Rng): DemoAnnotation => {
  const predictions = predict(truth, rng.fork("model"));
  const state = stateOf(progress, rng.next());
  const person = state === "validated" || state === "dubious" ? pickPerson(rng) : null;
  const slip = rng.bool(state === "dubious" ? 0.4 : 1 / 80);
  const human = slip ? rng.pick(lookAlikes[truth] ?? [truth]) : truth;
  const taxon = state === "unclassified" ? "" : state === "predicted" ? predictions[0].taxon : human;
  return { state, taxon, person, day: 2 + rng.int(60), predictions: state === "unclassified" ? [] : predictions };
};

const pickPerson = (rng: Rng): (typeof demoPeople)[number] => demoPeople[rng.pick([0, 1, 1, 1, 2, 2])];

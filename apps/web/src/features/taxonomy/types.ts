import type {
  CountedNode,
  listFlagReview,
  listLocalTaxa,
  listRelabels,
  projectTaxa,
  readPreset,
  readTaxon,
  TaxonPlaces,
  taxonExamples,
  taxonHistory,
} from "@nauplius/services";
import type { Answer, Wire } from "@/server/wire.ts";

/** What the API answers, as JSON carries it. */
export type TaxonData = Answer<typeof readTaxon>;
export type TaxonEvent = Answer<typeof taxonHistory>[number];
export type ExampleData = Answer<typeof taxonExamples>[number];
export type PlacesData = Wire<TaxonPlaces>;
export type NodeData = Wire<CountedNode>;
export type FlagReviewData = Answer<typeof listFlagReview>;
export type ProjectTaxaData = Answer<typeof projectTaxa>;
export type LocalTaxonData = Answer<typeof listLocalTaxa>[number];
export type PresetData = Answer<typeof readPreset>;
export type RelabelData = Answer<typeof listRelabels>[number];

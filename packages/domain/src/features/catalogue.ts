import { derivedFeatures } from "./derived.ts";
import type { Feature, FeatureEngineName } from "./feature.ts";
import { saneFeatures } from "./sane.ts";
import { zooprocessFeatures } from "./zooprocess.ts";

/** Every feature once. The order is that of EcoTaxa files, then the sane engine's own; it is part of the version. */
export const featureCatalogue: readonly Feature[] = [...zooprocessFeatures, ...derivedFeatures, ...saneFeatures];
export const catalogueVersion = 2;

export const featureNames: readonly string[] = featureCatalogue.map((feature) => feature.name);
const byName: ReadonlyMap<string, Feature> = new Map(featureCatalogue.map((feature) => [feature.name, feature]));

/** @param name - as in EcoTaxa tables, without `object_` */
export const featureOf = (name: string): Feature | undefined => byName.get(name);
export const isFeature = (name: string): boolean => byName.has(name);

/** Names that an engine gives, in the order of the catalogue. */
export const featuresBy = (engine: FeatureEngineName): readonly string[] =>
  featureCatalogue.filter((feature) => feature.engines.includes(engine)).map((feature) => feature.name);

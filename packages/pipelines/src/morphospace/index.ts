export { type ClusterOptions, clusterOnThreads } from "./cluster.ts";
export { type NamedTable, readNamedTable, type SiteDiversity, siteDiversity } from "./diversity.ts";
export { TableProblem } from "./problem.ts";
export { type FeatureColumns, type Individuals, readFeatures } from "./read-features.ts";
export { buildMorphospace, type Morphospace, type MorphospaceOptions } from "./run.ts";
export type { SampleRow } from "./samples.ts";
export type { SampleSeries } from "./series.ts";
export { writeMorphospace } from "./write.ts";

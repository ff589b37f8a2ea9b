export { type CorrectedCount, type Correction, correctCounts } from "./correction/correct.ts";
export { type Priors, shiftPriors } from "./correction/prior-shift.ts";
export { type AbundanceIndices, abundanceIndices, hillNumber, sharesOf } from "./diversity/abundance.ts";
export { type AxisSummary, axisMeans } from "./diversity/axis-means.ts";
export { type Community, communityOf } from "./diversity/community.ts";
export { chao1, hillAtCoverage, rarefiedCoverage, type Standardised, sampleCoverage } from "./diversity/coverage.ts";
export { type Figure, figure, none } from "./diversity/figure.ts";
export {
  type CommunityHull,
  dispersion,
  divergence,
  evenness,
  hullOf,
  hullRichness,
  longestDistance,
  raoQ,
} from "./diversity/functional.ts";
export { abundanceTable, type Forms, formsOf, type MorphIndices, morphIndices } from "./diversity/indices.ts";
export { rarefiedHill, rarefiedRichness } from "./diversity/rarefaction.ts";
export { type BootstrappedIndices, bootstrapIndices, type Individuals, rarefiedMRic } from "./diversity/uncertainty.ts";
export { convexHull, type Hull, heightAbove } from "./geometry/hull.ts";
export { bestOf, byMass, kMeans, nearestCentres } from "./morphs/best.ts";
export { type Clustering, type KMeansOptions, kMeansStart } from "./morphs/k-means.ts";
export type { Problem as ClusterProblem } from "./morphs/rows.ts";
export { type SweepOptions, type SweepPoint, sweepStep, usualMorphs, usualSweep } from "./morphs/sweep.ts";
export { cutTree, type Merge, wardTree } from "./morphs/ward.ts";
export * from "./quantities.ts";
export { type PublishedTrend, trendAsPublished } from "./series/as-published.ts";
export { dateOf, dayOf, decimalYear, monthOf, yearOf } from "./series/calendar.ts";
export { type LineTrend, lineTrend, residualCorrelation } from "./series/gls.ts";
export { hamedRao, mannKendall, type TrendTest } from "./series/mann-kendall.ts";
export { movingAverage, virtualYear } from "./series/moving.ts";
export { type SeasonalTrend, type SeasonTable, seasonalMannKendall, seasonTable } from "./series/seasonal.ts";
export { pairSlopes, type Slope, senSlope } from "./series/sen.ts";
export { deseasonalised, type Stl, type StlOptions, stl } from "./series/stl.ts";
export { type Regular, type RegularOptions, regularise } from "./series/weekly.ts";
export { type Effort, equalEffort } from "./space/equal-effort.ts";
export { kaiserAxes, loadings, type Pca, percents, project, weightedPca } from "./space/pca.ts";
export {
  type FeatureRule,
  leftOut,
  ownPreparation,
  type Preparation,
  publishedPreparation,
  type Side,
  type Transform,
  untouchedPreparation,
  yeoJohnsonPreparation,
} from "./space/preparation.ts";
export { type FrozenPreparation, fitPreparation, type Prepared, prepare } from "./space/prepare.ts";
export { type Drift, fitSpace, type Placed, placeInSpace, type Space, USUAL_AXES } from "./space/space.ts";
export { type FeatureTable, makeTable } from "./space/table.ts";
export { type Tile, type Tiling, type TilingOptions, tileSpace } from "./space/tiles.ts";
export { fitYeoJohnson, yeoJohnson } from "./space/yeo-johnson.ts";
export { type Column, median, quantile, quantiles } from "./statistics/quantile.ts";
export { drawPoisson, drawWithout, type Random } from "./statistics/random.ts";
export { rankCorrelation } from "./statistics/rank-correlation.ts";

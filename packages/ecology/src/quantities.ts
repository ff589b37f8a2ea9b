// Formulas and quantities alone: what programs with strict indexing import too (the rest of the package is checked as a kernel).
export { addEstimates, type Estimate } from "./correction/add.ts";
export { type Confusion, groupConfusion, makeConfusion, supportOf } from "./correction/confusion.ts";
export {
  type Amount,
  type Correct,
  type CorrectedAmount,
  type CorrectionOptions,
  type Corrector,
  makeCorrector,
} from "./correction/corrector.ts";
export { type FormulaExample, type Implausible, implausible, tryFormula } from "./formula/check.ts";
export { type Formula, type FormulaReading, type FormulaResult, readFormula, type Values } from "./formula/compile.ts";
export { type FormulaProposal, formulaProposals, type InstrumentProfile, instrumentProfiles, profileOf } from "./formula/proposals.ts";
export { adjustedRand } from "./morphs/adjusted-rand.ts";
export {
  binParticles,
  detailedClasses,
  type ParticleBin,
  type ParticleOptions,
  type ParticleRows,
  reducedClasses,
} from "./quantity/particles.ts";
export { checkParts, fatal, type Part, type PartFinding, type PartProblem, partProblems, weightsOf } from "./quantity/parts.ts";
export { type Interval, poissonInterval, type Weighted, weightedPoissonInterval } from "./quantity/poisson.ts";
export { fitPowerLaw, type PowerLaw } from "./quantity/power-law.ts";
export {
  type GroupQuantities,
  type Quantity,
  type QuantityFlag,
  type QuantityOptions,
  quantitiesOf,
  type Tally,
  tallyVolumes,
} from "./quantity/quantities.ts";
export { depthBin, descentFilter, imagesByBin, lineScanVolume, netVolume, uvpVolume } from "./quantity/sampled-volume.ts";
export {
  equivalentDiameter,
  type Measured,
  sphereVolume,
  type UvpCalibration,
  uvpDiameter,
  uvpPixels,
  uvpSurface,
  type Volumes,
  volumesOf,
} from "./quantity/size.ts";
export { biovolumeSpectrum, type Spectrum, type SpectrumClass, type SpectrumOptions } from "./quantity/spectrum.ts";
export { type FeatureRule, proposedRules } from "./space/preparation.ts";
export { type Bootstrap, type BootstrapOptions, bootstrap, bootstrapMean } from "./statistics/bootstrap.ts";
export { drawNormal } from "./statistics/random.ts";
